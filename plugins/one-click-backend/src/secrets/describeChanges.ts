import type { FieldChange } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toFieldChanges } from '../revisions/toRevision';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';
import {
  contentNamesIn,
  findCurrent,
  findOwner,
  ownersIn,
  swapSecret,
} from './contentSecrets';
import type { SecretsOwner } from './contentSecrets';
import type { SecretRecord } from './SecretStore';

/** Two specs of one rollout. */
export interface SpecPair {
  readonly from: RolloutSpecInput;
  readonly to: RolloutSpecInput;
}

/** What differs between two specs, field by field; of secrets, which of them were added, removed or changed. */
export async function describeChanges(
  stores: Pick<Stores, 'secrets'>,
  rollout: Pick<RolloutRecord, 'id' | 'name'>,
  { from, to }: SpecPair,
): Promise<readonly FieldChange[]> {
  const names = contentNamesIn(rollout.name, [from, to]);
  const records = await stores.secrets.find(rollout.id, names);
  if (records.length === 0) {
    return toFieldChanges(from, to);
  }
  const fields = toFieldChanges(
    withoutOurs(from, records),
    withoutOurs(to, records),
  );
  const secrets = ownersIn(to).flatMap(([job, after]) => {
    const before = findOwner(from, job);
    return before ? compareOwners({ job, before, after, records }) : [];
  });
  return joinByPath([...fields, ...secrets]);
}

function withoutOurs(
  spec: RolloutSpecInput,
  records: readonly SecretRecord[],
): RolloutSpecInput {
  let bare = spec;
  for (const [job, owner] of ownersIn(spec)) {
    for (const kind of ['values', 'sign-in'] as const) {
      const current = findCurrent(owner, kind, records);
      if (current) {
        const swap = { job, kind, from: current.name, to: undefined };
        bare = swapSecret(bare, swap);
      }
    }
  }
  return bare;
}

interface OwnerPair {
  readonly job: string | undefined;
  readonly before: SecretsOwner;
  readonly after: SecretsOwner;
  readonly records: readonly SecretRecord[];
}

function compareOwners(pair: OwnerPair): readonly FieldChange[] {
  const { job, before, after, records } = pair;
  const prefix = job === undefined ? '' : `cronjobs[${job}].`;
  const section = job === undefined ? undefined : 'jobs';
  const keys = compareKeys(
    hashesOf(findCurrent(before, 'values', records)),
    hashesOf(findCurrent(after, 'values', records)),
  );
  const left = findCurrent(before, 'sign-in', records);
  const right = findCurrent(after, 'sign-in', records);
  const signIn = kindOf(left?.name, right?.name);
  return [
    ...keys.map(({ name, kind }) => ({
      path: `${prefix}secrets[${name}]`,
      section: section ?? 'environment',
      kind,
      secret: true,
    })),
    ...(signIn
      ? [
          {
            path: `${prefix}image.password`,
            section: section ?? 'image',
            kind: signIn,
            secret: true,
          },
        ]
      : []),
  ];
}

type Hashes = ReadonlyMap<string, string>;

function hashesOf(record: SecretRecord | undefined): Hashes {
  return new Map((record?.keys ?? []).map(({ name, hash }) => [name, hash]));
}

function compareKeys(before: Hashes, after: Hashes) {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap(name => {
    const kind = kindOf(before.get(name), after.get(name));
    return kind ? [{ name, kind }] : [];
  });
}

function kindOf(
  before: string | undefined,
  after: string | undefined,
): FieldChange['kind'] | undefined {
  if (before === after) {
    return undefined;
  }
  if (before === undefined) {
    return 'added';
  }
  return after === undefined ? 'removed' : 'changed';
}

/** A value that went from the Rollout into a Secret was neither removed nor added. */
function joinByPath(changes: readonly FieldChange[]): readonly FieldChange[] {
  const joined = new Map<string, FieldChange>();
  for (const change of changes) {
    const before = joined.get(change.path);
    joined.set(change.path, before ? { ...change, kind: 'changed' } : change);
  }
  return [...joined.values()];
}
