import { isDeepStrictEqual } from 'node:util';
import { findOwnedFields, takeOwned } from './ownedFields';
import type { Managed } from './ownedFields';

/** An object as the operator wants it. */
export interface Desired {
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** The part of an object that an entry of managedFields can hold. */
export function withoutIdentity(desired: Desired): object {
  const { metadata, ...rest } = desired;
  const { name, namespace, ...owned } = metadata;
  const body: Record<string, unknown> = { ...rest, metadata: owned };
  delete body.apiVersion;
  delete body.kind;
  return body;
}

/**
 * Whether applying an object would change nothing.
 *
 * Compares locally, since even an apply without effect costs the API server
 * nine tenths of a real one: the part of the live object that the operator owns
 * must be what it wants, no more and no less. That rests on the builders, which
 * write every value as the API server stores it.
 */
export function isAsDesired(live: Managed, desired: Desired): boolean {
  const owned = findOwnedFields(live);
  return (
    owned !== undefined &&
    isDeepStrictEqual(takeOwned(live, owned), withoutIdentity(desired))
  );
}
