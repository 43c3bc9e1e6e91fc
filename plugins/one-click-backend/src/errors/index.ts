export * from './RequestError';
