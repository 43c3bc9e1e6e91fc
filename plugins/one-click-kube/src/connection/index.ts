export type { KubeConnection, KubeCredentials } from './KubeConnection';
export { loadKubeConnection } from './loadKubeConnection';
export type { KubeConnectionSource } from './loadKubeConnection';
export type { UrlSource } from './url';
