/**
 * What a rollout is made of, and how it fares: the pure builders of its
 * children, its health summary, and what it may ask for. Free of Backstage and
 * zod.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './children';
export * from './guardRails';
export * from './health';
