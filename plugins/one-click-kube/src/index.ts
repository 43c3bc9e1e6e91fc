/**
 * A lean Kubernetes client: configuration, transport, typed errors, calls and
 * watches. Free of Backstage, so that the operator can use it.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './clock';
export * from './connection';
export * from './errors';
export type { RequestOutcome, TransportObserver } from './transport';
export * from './watch';
