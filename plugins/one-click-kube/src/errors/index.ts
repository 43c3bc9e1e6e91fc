export { isError } from './isError';
export * from './KubeError';
export { toKubeError } from './toKubeError';
