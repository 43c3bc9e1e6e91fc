/**
 * What a rollout is made of, and how it fares: the pure builders of its
 * children, and its health summary. Free of Backstage and zod.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './children';
export * from './health';
