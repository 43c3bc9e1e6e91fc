import { ConflictError } from '@backstage/errors';
import type { RolloutCreate } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { NOT_BINNED, requireProjectNotBinned } from '../bin/requireNotBinned';
import { answerFindings } from '../preflight/answerFindings';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import { toFacade } from '../rollouts/toFacade';
import { placeSecrets } from '../secrets/PreparedSecrets';
import type { PreparedSecrets } from '../secrets/PreparedSecrets';
import { requireKnownPlaintext } from '../secrets/requireKnownPlaintext';
import type { Stores } from '../storage/StateKeeper';
import type { SaveContext, SaveOutcome } from './SaveOutcome';
import { writeRevision } from './writeRevision';

/** A rollout that does not exist yet; its spec is parsed. */
export interface NewRollout extends Omit<RolloutCreate, 'secrets'> {
  readonly id: string;
  readonly spec: RolloutSpecInput;
  /** Values that are in the cluster, and not in the spec yet. */
  readonly prepared?: PreparedSecrets | undefined;
}

/** Makes a rollout with its first revision. Throws ConflictError where the name is taken, or the project in the bin. */
export async function createRollout(
  stores: Stores,
  context: SaveContext,
  request: NewRollout,
): Promise<SaveOutcome> {
  const { project, actor, at, rules } = context;
  const { id, name, note, entityRef, via = 'create' } = request;
  requireKnownPlaintext(request.spec, []);
  await requireRoom(stores, { projectId: project.id, name });
  await rules.check({
    cluster: project.cluster,
    project: project.name,
    owner: project.owner,
    name,
    spec: request.spec,
  });
  const rollout = buildRollout({ context, request, via });
  await stores.rollouts.insert(rollout);
  if (entityRef) {
    await stores.entityLinks.add(id, entityRef);
  }
  const { blueprint, prepared } = request;
  if (blueprint) {
    await stores.origins.put(id, {
      ...blueprint,
      parameters: blueprint.parameters ?? {},
    });
  }
  const spec = await placeSecrets(stores, {
    ...{ rollout, prepared, at },
    spec: request.spec,
    newest: undefined,
  });
  const { revision } = await writeRevision(stores, rollout, {
    spec,
    previous: spec,
    by: actor,
    at,
    via,
    note,
    acknowledged: await answerFindings(stores, {
      key: { projectId: project.id, rollout: name, actor },
      spec: request.spec,
      acknowledged: request.acknowledged ?? [],
      at,
    }),
  });
  return { rolloutId: id, changed: true, newest: revision.number };
}

/** Locks the project, so that it cannot go to the bin meanwhile. */
async function requireRoom(
  stores: Stores,
  { projectId, name }: { readonly projectId: string; readonly name: string },
): Promise<void> {
  const project = await stores.projects.lock(projectId);
  if (project) {
    requireProjectNotBinned(project);
  }
  const namesake = await stores.rollouts.find(projectId, name);
  if (namesake?.binnedAt !== undefined) {
    throw new ConflictError(
      `The name '${name}' belongs to a rollout in the bin: restore or purge that one, or choose another name`,
    );
  }
}

interface BuildRequest {
  readonly context: SaveContext;
  readonly request: Pick<NewRollout, 'id' | 'name' | 'title' | 'spec'>;
  readonly via: RolloutRecord['changedVia'];
}

/** A rollout without any revision, of which nothing was seen. */
export function buildRollout(options: BuildRequest): RolloutRecord {
  const { context, request, via } = options;
  const { project, actor, at } = context;
  return {
    id: request.id,
    projectId: project.id,
    cluster: project.cluster,
    name: request.name,
    title: request.title ?? request.name,
    createdAt: at,
    createdBy: actor,
    newest: 0,
    changedAt: at,
    changedBy: actor,
    changedVia: via,
    facade: toFacade(request.spec),
    waitingSince: undefined,
    toldAt: at,
    told: undefined,
    knownGeneration: undefined,
    state: undefined,
    live: undefined,
    drift: undefined,
    madeInCluster: false,
    deletedInCluster: false,
    pinned: false,
    ...NOT_BINNED,
    avatar: undefined,
  };
}
