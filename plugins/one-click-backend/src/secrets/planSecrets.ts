import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toDockerConfig } from '@one-click/backstage-plugin-one-click-workload';
import { UnacceptableError } from '../errors';
import type { Instant } from '../storage/Instant';
import { findCurrent, findOwner } from './contentSecrets';
import type { SecretsOwner, SecretSwap } from './contentSecrets';
import { hashValue, nameSecret } from './hashSecrets';
import type { SecretContent } from './hashSecrets';
import type { SecretsOrder } from './SecretsOrder';
import type { SecretKey, SecretRecord } from './SecretStore';

/** What one object may hold, with room for its names. */
const MAX_SECRET_BYTES = 1_000_000;
const MAX_KEYS = 512;
const DOCKER_CONFIG = '.dockerconfigjson';

/** A Secret to be put in the place of another, and what of its values is new. */
export interface PlannedSecret {
  readonly swap: SecretSwap;
  readonly content: SecretContent | undefined;
  /** Names whose values are taken over from the Secret before. */
  readonly kept: readonly string[];
  /** New values. */
  readonly values: ReadonlyMap<string, string>;
}

export interface PlanRequest {
  readonly rollout: string;
  readonly spec: RolloutSpecInput;
  readonly orders: readonly SecretsOrder[];
  readonly hashKey: string;
  /** Of the Secrets that the spec refers to. */
  readonly records: readonly SecretRecord[];
  readonly actor: string;
  readonly at: Instant;
}

/** What is to be written for some orders; nothing for those that change no value. Throws UnacceptableError, by field. */
export function planSecrets(request: PlanRequest): readonly PlannedSecret[] {
  return request.orders.flatMap(order => {
    const owner = findOwner(request.spec, order.job);
    if (!owner) {
      throw new UnacceptableError([
        {
          path: fieldOf(order),
          message: `names a job that the spec does not have: add job '${order.job}', or leave its secrets out`,
        },
      ]);
    }
    const plan = { ...request, order, owner };
    return [planValues(plan), planSignIn(plan)].flatMap(each => each ?? []);
  });
}

interface OwnerPlan extends PlanRequest {
  readonly order: SecretsOrder;
  readonly owner: SecretsOwner;
}

function planValues(plan: OwnerPlan): PlannedSecret | undefined {
  const { order, owner, records } = plan;
  const { set, remove, job } = order;
  if (set.size + remove.size === 0) {
    return undefined;
  }
  const current = findCurrent(owner, 'values', records);
  const before = current?.keys ?? [];
  const kept = before.filter(({ name }) => !set.has(name) && !remove.has(name));
  const keys = [...kept, ...[...set].map(value => toKey(plan, before, value))];
  const content: SecretContent | undefined =
    keys.length > 0
      ? { kind: 'values', keys: sortByName(keys), signIn: undefined }
      : undefined;
  const to = content && nameSecret(plan, content);
  if (to === current?.name) {
    return undefined;
  }
  requireSize(order, keys.length);
  return {
    swap: { job, kind: 'values', from: current?.name, to },
    content,
    kept: kept.map(({ name }) => name),
    values: set,
  };
}

function toKey(
  { hashKey, at, actor: by }: OwnerPlan,
  before: readonly SecretKey[],
  [name, value]: readonly [string, string],
): SecretKey {
  const hash = hashValue(hashKey, { name, value });
  const same = before.find(key => key.name === name && key.hash === hash);
  return same ?? { name, hash, at, by };
}

function planSignIn(plan: OwnerPlan): PlannedSecret | undefined {
  const { order, owner, records, hashKey, at, actor: by } = plan;
  const { signIn, job } = order;
  if (signIn === undefined) {
    return undefined;
  }
  const current = findCurrent(owner, 'sign-in', records);
  const swap = { job, kind: 'sign-in' as const, from: current?.name };
  if (signIn === null) {
    return current
      ? {
          swap: { ...swap, to: undefined },
          content: undefined,
          kept: [],
          values: new Map(),
        }
      : undefined;
  }
  const registry = owner.image?.registry;
  if (registry === undefined) {
    throw new UnacceptableError([
      {
        path: `${fieldOf(order)}.signIn`,
        message:
          'is for a registry, and there is no image of its own here: give the image, or leave the sign-in out',
      },
    ]);
  }
  const { username, password } = signIn;
  const value = JSON.stringify([registry, username, password]);
  const hash = hashValue(hashKey, { name: 'password', value });
  const content: SecretContent = {
    kind: 'sign-in',
    keys: [{ name: 'password', hash, at, by }],
    signIn: { registry, username },
  };
  const to = nameSecret(plan, content);
  const config = toDockerConfig({ registry, username, password });
  return to === current?.name
    ? undefined
    : {
        swap: { ...swap, to },
        content,
        kept: [],
        values: new Map([[DOCKER_CONFIG, config]]),
      };
}

function requireSize(order: SecretsOrder, count: number): void {
  const bytes = [...order.set]
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MAX_SECRET_BYTES || count > MAX_KEYS) {
    throw new UnacceptableError([
      {
        path: fieldOf(order),
        message: `are ${count} values of ${bytes} bytes, and ${MAX_KEYS} of ${MAX_SECRET_BYTES} bytes are the most: keep long ones in a Secret of their own, and name that in files`,
      },
    ]);
  }
}

/** The part of a save's body that an order came from. */
function fieldOf({ job }: SecretsOrder): string {
  return job === undefined ? 'secrets' : `secrets.jobs[${job}]`;
}

function sortByName(keys: readonly SecretKey[]): readonly SecretKey[] {
  return [...keys].sort((left, right) => (left.name < right.name ? -1 : 1));
}
