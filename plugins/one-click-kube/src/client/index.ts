export * from './KubeClient';
export { createKubeClient } from './createKubeClient';
export type { KubeClientOptions } from './createKubeClient';
export { apiVersionOf, defineResource } from './Resource';
export type { KubeObject, Resource } from './Resource';
export { resources } from './resources';
