export * from './Call';
export * from './endpoints';
export * from './LogPositions';
export * from './newIdempotencyKey';
export * from './operationPermissions';
export * from './OneClickApi';
export * from './OneClickClient';
export * from './OneClickError';
export { readPreflight } from './readEvents';
