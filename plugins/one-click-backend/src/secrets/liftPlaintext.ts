import type {
  Image,
  Job,
  RolloutSpecInput,
  SecretVar,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  secretValueSchema,
  signInSchema,
} from '@one-click/backstage-plugin-one-click-common';
import { joinOrders } from './SecretsOrder';
import type { SecretsOrder } from './SecretsOrder';

/** A spec without any value of a secret, and the orders to keep what was in it. */
export interface Lifted {
  readonly spec: RolloutSpecInput;
  readonly orders: readonly SecretsOrder[];
}

/**
 * Takes the values of secrets out of a spec, so that they go into the cluster
 * instead, and the names of those that `orders` set or remove. Names without a
 * value stay: their values are in the cluster's Rollout. What cannot be kept,
 * such as a password without its user, stays as well: `parseDraft` refuses it.
 */
export function liftPlaintext(
  spec: RolloutSpecInput,
  orders: readonly SecretsOrder[] = [],
): Lifted {
  const found = [
    toOrder(undefined, spec),
    ...listOf<Job>(spec.cronjobs).map(job => toOrder(job.name, job)),
  ];
  const all = joinOrders([...found, ...orders]);
  const orderOf = (name: string | undefined) =>
    all.find(({ job }) => job === name);
  const lifted = withoutValues(spec, orderOf(undefined));
  const cronjobs = Array.isArray(spec.cronjobs) && {
    cronjobs: spec.cronjobs.map((job: Job) =>
      withoutValues(job, orderOf(job?.name)),
    ),
  };
  return {
    spec: all.length > 0 ? { ...lifted, ...cronjobs } : spec,
    orders: all,
  };
}

interface Owner {
  readonly image?: Image | undefined;
  readonly secrets?: readonly SecretVar[] | undefined;
}

/** A spec that was not parsed yet may hold anything. */
function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}

function toOrder(
  job: string | undefined,
  { image, secrets }: Owner,
): SecretsOrder {
  const set = listOf(secrets)
    .filter(({ name }, _, all) => isOnlyOne(name, all))
    .flatMap(secret => {
      const { data } = secretValueSchema.safeParse(secret);
      return data ? [[data.name, data.value] as const] : [];
    });
  const { username, password } = image ?? {};
  const signIn = signInSchema.safeParse({ username, password });
  return {
    job,
    set: new Map(set),
    remove: new Set(),
    signIn: signIn.data,
  };
}

/** Of two with one name, a person decides which is meant. */
function isOnlyOne(name: string, all: readonly SecretVar[]): boolean {
  return all.filter(each => each.name === name).length === 1;
}

function withoutValues<O extends Owner>(
  owner: O,
  order: SecretsOrder | undefined,
): O {
  if (!order || typeof owner !== 'object' || owner === null) {
    return owner;
  }
  const { image, secrets } = owner;
  return {
    ...owner,
    ...(image && { image: withoutSignIn(image, order) }),
    ...(Array.isArray(secrets) && {
      secrets: secrets.filter(
        (secret: SecretVar) =>
          !order.set.has(secret?.name) && !order.remove.has(secret?.name),
      ),
    }),
  };
}

function withoutSignIn(image: Image, { signIn }: SecretsOrder) {
  const { username: _user, password: _password, ...rest } = image;
  return signIn === undefined ? image : rest;
}
