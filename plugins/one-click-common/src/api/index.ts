export * from './endpoints';
export * from './OneClickApi';
export * from './OneClickClient';
export * from './OneClickError';
