export * from './KubeError';
