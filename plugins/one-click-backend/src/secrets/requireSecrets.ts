import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Instant } from '../storage/Instant';
import type { Stores } from '../storage/StateKeeper';
import { contentNamesIn } from './contentSecrets';
import { SECRET_REST_MS } from './SecretStore';

/**
 * Keeps the Secrets that a spec refers to from being collected. Throws
 * UnacceptableError where one was, unless the spec is in the cluster already:
 * refusing it changes nothing. The rollout must be locked, as the collector
 * locks it.
 */
export async function requireSecrets(
  stores: Pick<Stores, 'secrets'>,
  rollout: Pick<RolloutRecord, 'id' | 'name'>,
  wanted: {
    readonly spec: RolloutSpecInput;
    readonly at: Instant;
    readonly isMade: boolean;
  },
): Promise<void> {
  const { spec, at, isMade } = wanted;
  const names = contentNamesIn(rollout.name, spec);
  const records = await stores.secrets.find(rollout.id, names);
  const gone = records.filter(({ collectedAt }) => collectedAt !== undefined);
  if (gone.length > 0 && !isMade) {
    throw new UnacceptableError(
      gone.map(({ name, collectedAt }) => ({
        path: 'spec.secretsFrom',
        message: `needs Secret '${name}', whose values were given up on ${collectedAt}, since nothing had used them for long: leave it out, and give the values anew in 'secrets'`,
      })),
    );
  }
  await stores.secrets.postpone(
    rollout.id,
    records.flatMap(record => (gone.includes(record) ? [] : [record.name])),
    restingUntil(at),
  );
}

/** When a Secret may be collected that was used just now. */
export function restingUntil(at: Instant): Instant {
  return new Date(Date.parse(at) + SECRET_REST_MS).toISOString();
}
