import { answerProbe } from './HealthChecks';
import type { HealthChecks } from './HealthChecks';
import { serveHttp } from './serveHttp';
import type { HttpAnswer, HttpEndpoint, HttpRoutes } from './serveHttp';

/** What a program shows of itself over HTTP. */
export interface EndpointsOptions {
  /** Where `/healthz`, `/livez` and `/readyz` are; 0 turns them off. */
  readonly healthPort: number;
  /** Where `/metrics` is; 0 turns it off. May be the port of the probes. */
  readonly metricsPort: number;
  /** Address to listen on; every one by default. */
  readonly host?: string | undefined;
  /** Failing means that only a restart helps. */
  readonly live: HealthChecks;
  /** Failing means that it is not (yet, or any more) at work. */
  readonly ready: HealthChecks;
  readonly metrics: () => HttpAnswer | Promise<HttpAnswer>;
}

const HEALTH_FLAG = '--health-port';
const METRICS_FLAG = '--metrics-port';

/** The probes and the metrics of a program. */
export class Endpoints {
  readonly #options: EndpointsOptions;
  #endpoints: readonly HttpEndpoint[] = [];

  constructor(options: EndpointsOptions) {
    this.#options = options;
  }

  /** Begins to serve; rejects with what to do where a port cannot be had. */
  async start(): Promise<void> {
    const { healthPort, metricsPort, host } = this.#options;
    const probes = this.#probes();
    const metrics = { '/metrics': this.#options.metrics };
    const wanted =
      healthPort === metricsPort
        ? [
            {
              port: healthPort,
              flag: HEALTH_FLAG,
              routes: { ...probes, ...metrics },
            },
          ]
        : [
            { port: healthPort, flag: HEALTH_FLAG, routes: probes },
            { port: metricsPort, flag: METRICS_FLAG, routes: metrics },
          ];
    for (const each of wanted.filter(({ port }) => port !== 0)) {
      const endpoint = await serveHttp({ ...each, host });
      this.#endpoints = [...this.#endpoints, endpoint];
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#endpoints.map(endpoint => endpoint.close()));
  }

  #probes(): HttpRoutes {
    const { live, ready } = this.#options;
    return {
      '/healthz': () => answerProbe(live),
      '/livez': () => answerProbe(live),
      '/readyz': () => answerProbe(ready),
    };
  }
}
