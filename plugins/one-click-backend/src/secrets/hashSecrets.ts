import { createHmac, randomBytes } from 'node:crypto';
import {
  contentSecretName,
  contentSignInName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { SecretKey, SecretKind, SignInFacts } from './SecretStore';

/** Digits of a hash in a name: a rollout has too few Secrets for two to meet. */
const NAME_DIGITS = 16;

/** A key of a rollout's own, so that its hashes tell nothing about other rollouts' values. */
export function newHashKey(): string {
  return randomBytes(32).toString('hex');
}

/** Tells whether two values of one name are the same; says nothing about them to whoever lacks the key. */
export function hashValue(
  hashKey: string,
  { name, value }: { readonly name: string; readonly value: string },
): string {
  return hmac(hashKey, ['value', name, value]);
}

/** What a Secret holds, without its values. */
export interface SecretContent {
  readonly kind: SecretKind;
  readonly keys: readonly SecretKey[];
  readonly signIn: SignInFacts | undefined;
}

/** The name of a Secret: the same for the same content, whoever wrote it and when. */
export function nameSecret(
  { hashKey, rollout }: { readonly hashKey: string; readonly rollout: string },
  { kind, keys, signIn }: SecretContent,
): string {
  const hashes = keys.map(({ name, hash }) => [name, hash]);
  const digest = hmac(hashKey, [
    kind,
    signIn?.registry,
    signIn?.username,
    ...hashes.sort(([left = ''], [right = '']) => (left < right ? -1 : 1)),
  ]).slice(0, NAME_DIGITS);
  return kind === 'values'
    ? contentSecretName(rollout, digest)
    : contentSignInName(rollout, digest);
}

function hmac(hashKey: string, parts: readonly unknown[]): string {
  return createHmac('sha256', Buffer.from(hashKey, 'hex'))
    .update(JSON.stringify(parts))
    .digest('hex');
}
