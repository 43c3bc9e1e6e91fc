/**
 * What every part of One-Click shares: wire types, the typed API client and
 * the permissions. Rollout types are in `./v1alpha1`, their schema in
 * `./v1alpha1/schema`.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './blueprints';
export * from './permissions';
export * from './wire';
