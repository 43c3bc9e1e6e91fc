import type { SaveConflict } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { SaveConflictError } from '../errors';
import type { RevisionRecord } from '../revisions/RevisionRecord';
import { findCurrent, findOwner } from './contentSecrets';
import type { PreparedSecrets } from './PreparedSecrets';
import type { SecretsRequest } from './SecretKeeper';
import type { SecretRecord } from './SecretStore';

/** The secrets of a draft, of what it was made from, and of what somebody else made of that. */
export interface Sides {
  readonly request: SecretsRequest;
  readonly spec: RolloutSpecInput;
  readonly base: readonly SecretRecord[];
  readonly theirs: readonly SecretRecord[];
  readonly prepared: PreparedSecrets;
  readonly newest: RevisionRecord;
}

/** Throws SaveConflictError for secrets that both sides changed to different values. */
export function requireNoClash(sides: Sides): void {
  const { request, prepared, newest } = sides;
  const clashes = request.orders.flatMap(order => {
    const prefix = order.job === undefined ? '' : `cronjobs[${order.job}].`;
    const hashes = (records: readonly SecretRecord[], spec: RolloutSpecInput) =>
      hashesOf(order.job, { records, spec });
    const base = hashes(sides.base, request.spec);
    const theirs = hashes(sides.theirs, sides.spec);
    const mine = new Map(
      prepared.swaps
        .filter(({ job, kind }) => job === order.job && kind === 'values')
        .flatMap(({ content }) => content?.keys ?? [])
        .map(({ name, hash }) => [name, hash]),
    );
    return [...order.set.keys(), ...order.remove]
      .filter(name => theirs.get(name) !== base.get(name))
      .filter(name => theirs.get(name) !== mine.get(name))
      .map(name => secretClash(`${prefix}secrets[${name}]`));
  });
  if (clashes.length > 0) {
    throw new SaveConflictError({
      revision: newest.number,
      by: newest.createdBy,
      at: newest.createdAt,
      clashes,
    });
  }
}

function hashesOf(
  job: string | undefined,
  side: {
    readonly records: readonly SecretRecord[];
    readonly spec: RolloutSpecInput;
  },
): ReadonlyMap<string, string> {
  const owner = findOwner(side.spec, job);
  const current = owner && findCurrent(owner, 'values', side.records);
  return new Map(
    (current?.keys ?? []).map(({ name, hash }) => [name, hash] as const),
  );
}

function secretClash(path: string): SaveConflict['clashes'][number] {
  return { path, base: undefined, theirs: undefined, mine: undefined };
}
