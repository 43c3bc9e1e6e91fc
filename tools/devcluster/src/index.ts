export { ApiClient } from './apiClient';
export type { ApiAnswer, ApiClientOptions, ApiRequest } from './apiClient';
export { isWrite, parseAuditEvent } from './audit';
export type { AuditEvent, AuditFilter, AuditLog } from './audit';
export { ensureBinaries } from './binaries';
export type { Binaries } from './binaries';
export type { Cluster, ClusterAccess, KubectlOptions } from './Cluster';
export { accessCluster } from './clusterAccess';
export type { ClusterDescription } from './clusterAccess';
export type { ClusterOptions } from './ClusterOptions';
export { startCluster } from './startCluster';
export type { StartedCluster } from './startCluster';
export { CLUSTER_USERS } from './users';
export type { ClusterUser } from './users';
export {
  attachCluster,
  makeNamespace,
  TEST_CLUSTER_VARIABLE,
  useCluster,
} from './sharedCluster';
export type { NamespaceOptions, SharedCluster } from './sharedCluster';
export { ensureGoModule } from './goModule';
export type { GoModuleOptions, GoProgram } from './goModule';
export { ensureHelm, runHelm } from './helm';
export type { HelmOptions, HelmOutput } from './helm';
export type {
  ControlPlaneNeeds,
  NodeContext,
  NodeHost,
  NodeProvider,
} from './NodeProvider';
export { FAILING_REGISTRY } from './kwok/containerStates';
export {
  DEFAULT_STORAGE_CLASS,
  FIXED_STORAGE_CLASS,
} from './kwok/volumeStages';
export { INGRESS_CLASS, SYSTEM_NAMESPACE } from './furnishing';
export { startRegistry } from './registry';
export type { RegistryOptions, RunningRegistry } from './registry';
export { untilHolds, waitFor } from './waitFor';
export type { WaitOptions } from './waitFor';
export { startFaultProxy } from './faultProxy';
export type {
  FaultProxy,
  FaultProxyOptions,
  FaultProxyTarget,
  SeenRequest,
} from './faultProxy';
export type { Fault, FaultMatch, FaultRule } from './faultProxyRules';
export { describeOnRealNode } from './describeOnRealNode';
export { Load } from './Load';
export type { LoadOptions, LoadResult } from './Load';
export { pushNodeJsImage } from './nodeJsImage';
export type { NodeJsProgram } from './nodeJsImage';
export { realNodeOf } from './realNode';
export type { RealNode } from './realNode';
export { canHaveRealNode } from './realNodeSupport';
export type { RealNodeSupport } from './realNodeSupport';
export { REAL_NODE_LABEL, REAL_NODE_NAME } from './realNodeConfig';
export type { NodeNetwork } from './realNodeNetwork';
