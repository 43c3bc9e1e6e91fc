import { NotFoundError } from '@backstage/errors';
import type {
  Drift as DriftAnswer,
  DriftDecision,
  DriftReport,
  FieldOwner,
  Saved,
} from '@one-click/backstage-plugin-one-click-common';
import type { ManagedFieldsEntry } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { once } from '../idempotency/IdempotencyKey';
import { parseFieldPath } from '../revisions/fieldPath';
import type { Drift, RolloutRecord } from '../rollouts/RolloutRecord';
import type {
  RolloutChange,
  RolloutRequest,
  RolloutService,
  SaveService,
} from '../rollouts/RolloutService';
import { findDriftBase } from '../saving/joinDrift';
import { describeChanges } from '../secrets/describeChanges';
import type { Stores } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { decideDrift } from './decideDrift';
import { findOwners, listOwners } from './fieldOwners';
import type { OwnerReader } from './OwnerReader';

/** Changes within this time count as one fight. */
const LATELY_MS = 10 * 60 * 1000;

export interface DriftServiceOptions {
  readonly stores: Stores;
  readonly rollouts: Pick<RolloutService, 'get'>;
  readonly saves: Pick<SaveService, 'transact'>;
  readonly owners: OwnerReader;
  readonly announcer: Pick<Announcer, 'rolloutChanged'>;
  readonly now: () => number;
}

/** Shows what other hands did to a rollout in the cluster, and does what people decide about it. */
export class DriftService {
  readonly #options: DriftServiceOptions;

  constructor(options: DriftServiceOptions) {
    this.#options = options;
  }

  /** From the stores; only who owns which field comes from the cluster, and is left out while that is away. */
  async get({ access, rollout: name }: RolloutRequest): Promise<DriftReport> {
    const { stores, owners } = this.#options;
    const { project } = access;
    const rollout = await stores.rollouts.find(project.id, name);
    if (!rollout) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    const { cluster, namespace } = project;
    const fields = await owners.read({ cluster, namespace, name });
    const { drift, deletedInCluster, madeInCluster } = rollout;
    return {
      ...(drift && {
        drift: await this.#describe(rollout, { drift, fields: fields ?? [] }),
      }),
      deletedInCluster,
      madeInCluster,
      ...(fields && {
        owners: listOwners(fields).map(({ paths, ...owner }) => ({
          ...owner,
          paths: [...paths],
        })),
      }),
    };
  }

  async decide(
    request: RolloutChange & { readonly decision: DriftDecision },
  ): Promise<Saved> {
    const { saves, rollouts, announcer } = this.#options;
    const { access, rollout: name, decision, idempotency } = request;
    const { project, caller } = access;
    const { rolloutId, changed } = await saves.transact(
      { project, actor: caller.ref },
      (stores, context) =>
        once(stores.idempotency, { ...context, idempotency }, () =>
          decideDrift(stores, context, { ...decision, name }),
        ),
    );
    announcer.rolloutChanged(rolloutId);
    return { rollout: await rollouts.get({ access, rollout: name }), changed };
  }

  async #describe(
    rollout: RolloutRecord,
    seen: {
      readonly drift: Drift;
      readonly fields: readonly ManagedFieldsEntry[];
    },
  ): Promise<DriftAnswer> {
    const { stores, now } = this.#options;
    const { drift, fields } = seen;
    const base = (await findDriftBase(stores, rollout)) ?? drift.spec;
    const changes = await describeChanges(stores, rollout, {
      from: base,
      to: drift.spec,
    });
    return {
      by: drift.by,
      at: drift.at,
      generation: drift.generation,
      ...(rollout.told !== undefined && { revision: rollout.told }),
      changes: changes.map(change => ({
        ...change,
        owners: ownersAt(fields, change.path),
      })),
      ...(drift.kept && { kept: drift.kept }),
      timesLately: await stores.activity.count({
        rolloutId: rollout.id,
        act: 'drift-seen',
        since: new Date(now() - LATELY_MS).toISOString(),
      }),
    };
  }
}

function ownersAt(
  fields: readonly ManagedFieldsEntry[],
  path: string,
): FieldOwner[] {
  const segments = parseFieldPath(path);
  return segments ? [...findOwners(fields, segments)] : [];
}
