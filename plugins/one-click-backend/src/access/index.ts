export * from './AccessService';
export * from './Caller';
export * from './DefaultAccessService';
export * from './roles';
