import { findPlaintextSecrets } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Image,
  Job,
  RolloutSpecInput,
  SecretVar,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { secretNameSchema } from '@one-click/backstage-plugin-one-click-common';
import { UnacceptableError } from '../errors';
import { formatIssuePath } from '../saving/parseDraft';
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
 * value stay: their values are in the cluster's Rollout. Throws
 * UnacceptableError for what cannot be kept.
 */
export function liftPlaintext(
  spec: RolloutSpecInput,
  orders: readonly SecretsOrder[] = [],
): Lifted {
  requireLiftable(spec);
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

function requireLiftable(spec: RolloutSpecInput): void {
  const paths = findPlaintextSecrets(spec);
  const bad = paths.filter(path => typeof valueAt(spec, path) !== 'string');
  const unnamed = paths.filter(
    path =>
      path.at(-1) === 'value' &&
      !secretNameSchema.safeParse(valueAt(spec, [...path.slice(0, -1), 'name']))
        .success,
  );
  const lone = paths.filter(
    path =>
      path.at(-1) === 'password' &&
      !valueAt(spec, [...path.slice(0, -1), 'username']),
  );
  const errors = [
    ...bad.map(path => ({ path, message: 'must be a text: put it in quotes' })),
    ...unnamed.map(path => ({
      path: [...path.slice(0, -1), 'name'],
      message: 'must be the name of a variable, for example "API_KEY"',
    })),
    ...lone.map(path => ({
      path: [...path.slice(0, -1), 'username'],
      message: 'is missing: give the user name that the password is for',
    })),
  ];
  if (errors.length > 0) {
    throw new UnacceptableError(
      errors.map(({ path, message }) => ({
        path: formatIssuePath(['spec', ...path]),
        message,
      })),
    );
  }
}

function valueAt(spec: object, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    spec,
  );
}

function toOrder(
  job: string | undefined,
  { image, secrets }: Owner,
): SecretsOrder {
  const set = listOf(secrets).flatMap(({ name, value }) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  const { username, password } = image ?? {};
  return {
    job,
    set: new Map(set),
    remove: new Set(),
    signIn: username && password ? { username, password } : undefined,
  };
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
