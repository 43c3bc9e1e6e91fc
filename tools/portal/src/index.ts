/**
 * Starts the example portal with all it needs: for people (`make start`) and
 * for browser tests.
 *
 * @packageDocumentation
 */
export { buildOperator, OPERATOR_PROGRAM } from './buildOperator';
export type { ClusterCredentials, PortalCluster } from './PortalCluster';
export { createProgress, silentProgress } from './Progress';
export type { Progress } from './Progress';
export type { Backend } from './startBackend';
export { startEmbeddedCluster } from './startEmbeddedCluster';
export { startPortal } from './startPortal';
export type { Portal, PortalOptions } from './startPortal';
export { writeCredentials } from './writeCredentials';
