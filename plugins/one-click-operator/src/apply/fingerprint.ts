import { createHmac, randomBytes } from 'node:crypto';
import { canonicalText } from './canonicalText';
import { findOwnedFields, takeOwned } from './ownedFields';
import type { Managed } from './ownedFields';

/** An object as the operator wants it. */
export interface Desired {
  readonly metadata: { readonly name: string; readonly namespace: string };
}

// Values of Secrets are among what is hashed: with a key of this process alone,
// a fingerprint says nothing to anybody else.
const KEY = randomBytes(16);
/** Of 16 bytes, two of a million million million collide less than once. */
const LENGTH = 22;

/** Tells one value from another, whatever form it is in; good for this process only. */
export function fingerprint(value: unknown): string {
  return createHmac('sha1', KEY)
    .update(canonicalText(value))
    .digest('base64url')
    .slice(0, LENGTH);
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

/** The fingerprint an object has once it is as wanted. */
export function desiredFingerprint(desired: Desired): string {
  return fingerprint(inOneForm(withoutIdentity(desired)));
}

/**
 * The fingerprint of the part of a live object that the operator owns by its
 * applies; `undefined` if it never applied it.
 *
 * Where it equals the desired one, applying would change nothing: that is how
 * it is found out, since even an apply without effect costs the API server nine
 * tenths of a real one.
 */
export function liveFingerprint(live: Managed): string | undefined {
  const owned = findOwnedFields(live);
  return owned && fingerprint(inOneForm(takeOwned(live, owned)));
}

/** A Secret's values in the one spelling of base64 that the API server stores. */
function inOneForm(part: unknown): unknown {
  return isSecretPart(part) ? { ...part, data: recode(part.data) } : part;
}

interface SecretPart {
  readonly data: Readonly<Record<string, unknown>>;
  readonly type: unknown;
}

/** A ConfigMap has data but no type; anything else has no data. */
function isSecretPart(part: unknown): part is SecretPart {
  return (
    typeof part === 'object' &&
    part !== null &&
    'type' in part &&
    'data' in part &&
    typeof part.data === 'object' &&
    part.data !== null
  );
}

function recode(data: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? Buffer.from(value, 'base64').toString('base64')
        : value,
    ]),
  );
}
