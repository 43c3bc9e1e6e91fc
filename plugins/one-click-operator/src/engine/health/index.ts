export { Endpoints } from './Endpoints';
export type { EndpointsOptions } from './Endpoints';
export { answerProbe, checkProgress } from './HealthChecks';
export type { HealthCheck, HealthChecks } from './HealthChecks';
export { Heartbeat } from './Heartbeat';
export { serveHttp } from './serveHttp';
export type {
  HttpAnswer,
  HttpEndpoint,
  HttpOptions,
  HttpRoutes,
} from './serveHttp';
