import type { ClusterObject } from '@one-click/backstage-plugin-one-click-common';
import type { Lease } from '../outbox/OutboxStore';
import { isSystemNamespace } from '../kube/namespaceMarks';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import type {
  ClusterContents,
  FoundClaim,
  FoundNamespace,
  FoundObject,
  Inventory,
  RemovableKind,
} from './ClusterContents';
import { purgeRolloutsOf } from './projectBinOrders';
import type { PurgePatch } from './PurgeStore';
import { toClusterObject } from './toContents';
import { mergeObjects } from './toPurge';

export interface PurgerOptions {
  readonly state: StateKeeper;
  /** Looks into a cluster; throws while it is away. */
  readonly contents: (cluster: string) => ClusterContents;
  readonly now: () => number;
  readonly newId: () => string;
}

/** A row of the outbox that asks for a purge, and who works on it. */
export interface PurgeErrand {
  readonly project: ProjectRecord;
  /** Absent where the project itself is to go. */
  readonly rollout: RolloutRecord | undefined;
  readonly lease: Lease;
  readonly revision: number;
  readonly signal: AbortSignal;
}

interface Errand extends PurgeErrand {
  readonly purgeId: string;
  readonly contents: ClusterContents;
}

interface RolloutErrand extends Errand {
  readonly rollout: RolloutRecord;
}

/** What is deleted by us once its rollout is gone; the rest is collected by the cluster. */
const OURS_TO_DELETE: ReadonlySet<string> = new Set<RemovableKind>([
  'PersistentVolumeClaim',
  'Secret',
]);

/**
 * Deletes what is in the bin for good. Each attempt first writes down what it
 * sees, then deletes, then looks again: what was seen and is no more is proved
 * to be gone, even if a process is killed in between. The row of the rollout or
 * project, and with it the errand, ends only when nothing is left.
 */
export class Purger {
  readonly #options: PurgerOptions;

  constructor(options: PurgerOptions) {
    this.#options = options;
  }

  /** One attempt; false where something is still there, so that it wants another. */
  async run(errand: PurgeErrand): Promise<boolean> {
    const { project, rollout } = errand;
    const purgeId = rollout ? rollout.purgeId : project.purgeId;
    if (purgeId === undefined) {
      return false;
    }
    const contents = this.#options.contents(project.cluster);
    return rollout
      ? this.#purgeRollout({ ...errand, purgeId, contents, rollout })
      : this.#purgeProject({ ...errand, purgeId, contents });
  }

  async #purgeRollout(errand: RolloutErrand): Promise<boolean> {
    const { contents, project, rollout, signal } = errand;
    const place = { namespace: project.namespace, rollout: rollout.name };
    const namespace = await contents.findNamespace(place.namespace, { signal });
    if (!isOfProject(namespace, project)) {
      // There is no namespace of ours, hence nothing of ours in it.
      return this.#finish(errand, {});
    }
    const before = await contents.list(place, { signal });
    await this.#note(errand, before.objects);
    await this.#removeOf(errand, before, ({ kind }) => kind === 'Rollout');
    const between = await contents.list(place, { signal });
    if (!between.objects.some(({ kind }) => kind === 'Rollout')) {
      // Before that, the operator would make the claims anew.
      await this.#removeOf(
        errand,
        between,
        ({ kind, isOwned }) => OURS_TO_DELETE.has(kind) && !isOwned,
      );
    }
    const after = await contents.list(place, { signal });
    await this.#note(errand, after.objects);
    return after.objects.length === 0
      ? this.#finish(errand, {})
      : this.#wait(errand, toRemaining(after));
  }

  async #purgeProject(errand: Errand): Promise<boolean> {
    const { state, newId } = this.#options;
    const { contents, project, purgeId, signal } = errand;
    const left = await state.transact(stores =>
      purgeRolloutsOf(stores, {
        project,
        actor: 'one-click',
        at: this.#at(),
        parentId: purgeId,
        newId,
      }),
    );
    if (left > 0) {
      return false;
    }
    const name = project.namespace;
    const namespace = await contents.findNamespace(name, { signal });
    if (!namespace || !isOfProject(namespace, project)) {
      return this.#finish(errand, {});
    }
    if (!mayDelete(namespace, project)) {
      await contents.release(name, { signal });
      return this.#finish(errand, { kept: [leftAlone(name)] });
    }
    const self = { kind: 'Namespace', name };
    const { objects } = await contents.list({ namespace: name }, { signal });
    await this.#note(errand, objects, [self]);
    await contents.remove(
      { kind: 'Namespace', namespace: name, name, uid: namespace.uid },
      { signal },
    );
    const still = await contents.findNamespace(name, { signal });
    if (still?.uid !== namespace.uid) {
      return this.#finish(errand, {});
    }
    const inventory = await contents.list({ namespace: name }, { signal });
    const note = still.holdups.join('; ') || 'is going';
    return this.#wait(errand, [...toRemaining(inventory), { ...self, note }]);
  }

  async #removeOf(
    { contents, project, signal }: Errand,
    { objects }: Inventory,
    isMeant: (object: FoundObject) => boolean,
  ): Promise<void> {
    const { namespace } = project;
    for (const object of objects) {
      const { kind, name, uid, isDeleting } = object;
      if (isRemovable(kind) && isMeant(object) && !isDeleting) {
        await contents.remove({ kind, namespace, name, uid }, { signal });
      }
    }
  }

  /** Adds to what was seen, before any of it is deleted. */
  async #note(
    { purgeId }: Errand,
    found: readonly FoundObject[],
    others: readonly ClusterObject[] = [],
  ): Promise<void> {
    const { purges } = this.#options.state.stores;
    const purge = await purges.find(purgeId);
    const now = found.map(({ kind, name }) => ({ kind, name }));
    const seen = mergeObjects([...(purge?.seen ?? []), ...now, ...others]);
    await purges.update(purgeId, { seen });
  }

  async #wait(
    { purgeId }: Errand,
    remaining: readonly ClusterObject[],
  ): Promise<false> {
    const { purges } = this.#options.state.stores;
    await purges.update(purgeId, { checkedAt: this.#at(), remaining });
    return false;
  }

  /** Nothing is left: the rows go, and the errand with them. */
  async #finish(errand: Errand, patch: PurgePatch): Promise<true> {
    const { project, rollout, lease, revision, purgeId } = errand;
    const at = this.#at();
    await this.#options.state.transact(async stores => {
      await stores.purges.update(purgeId, {
        ...patch,
        checkedAt: at,
        finishedAt: at,
        remaining: [],
      });
      await removeRows(stores, { project, rollout });
      await stores.outbox.complete(lease, revision);
    });
    return true;
  }

  #at(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

async function removeRows(
  stores: Stores,
  { project, rollout }: Pick<PurgeErrand, 'project' | 'rollout'>,
): Promise<void> {
  if (rollout) {
    await stores.avatars.remove({ kind: 'rollout', id: rollout.id });
    await stores.rollouts.remove(rollout.id);
    return;
  }
  await stores.avatars.remove({ kind: 'project', id: project.id });
  await stores.projects.remove(project.id);
}

/** Whether the namespace is the very one that belongs to the project. */
function isOfProject(
  namespace: FoundNamespace | undefined,
  { id, namespaceUid }: ProjectRecord,
): boolean {
  return (
    namespace?.projectId === id &&
    (namespaceUid === undefined || namespaceUid === namespace.uid)
  );
}

function mayDelete(
  { isOurs }: FoundNamespace,
  { isAdopted, namespace }: ProjectRecord,
): boolean {
  return isOurs && !isAdopted && !isSystemNamespace(namespace);
}

function leftAlone(name: string): ClusterObject {
  return {
    kind: 'Namespace',
    name,
    note: 'is left as it is, because we did not make it',
  };
}

function isRemovable(kind: string): kind is RemovableKind {
  return kind === 'Rollout' || OURS_TO_DELETE.has(kind);
}

/** What is still there, each with the reason as far as it can be told. */
function toRemaining({ objects, claims }: Inventory): ClusterObject[] {
  return objects.map(object => {
    const claim = claims.find(({ uid }) => uid === object.uid);
    return toClusterObject(object, reasonOf(object, claim));
  });
}

function reasonOf(
  { isDeleting, isOwned, kind, finalizers }: FoundObject,
  claim: FoundClaim | undefined,
): string | undefined {
  const users = claim?.usedBy ?? [];
  if (isDeleting && users.length > 0) {
    return `is going, held by ${finalizers.join(', ')}: used by ${users.join(
      ', ',
    )}`;
  }
  if (isDeleting || isRemovable(kind)) {
    return undefined;
  }
  return isOwned
    ? 'goes once its owner is gone'
    : 'belongs to nobody: delete it with kubectl';
}
