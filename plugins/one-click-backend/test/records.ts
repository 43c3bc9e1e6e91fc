import { randomUUID } from 'node:crypto';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { NOT_BINNED } from '../src/bin/requireNotBinned';
import type { ProjectRecord } from '../src/projects/ProjectRecord';
import type { RevisionRecord } from '../src/revisions/RevisionRecord';
import type { LiveFacts, RolloutRecord } from '../src/rollouts/RolloutRecord';
import { toFacade } from '../src/rollouts/toFacade';

/** When test data comes into being. */
export const DAWN = '2026-03-04T05:06:07.000Z';

/** An instant some milliseconds after {@link DAWN}. */
export function after(ms: number): string {
  return new Date(Date.parse(DAWN) + ms).toISOString();
}

export function aSpec(over: Partial<RolloutSpecInput> = {}): RolloutSpecInput {
  return {
    image: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
    ...over,
  };
}

export function aProject(over: Partial<ProjectRecord> = {}): ProjectRecord {
  const { name = 'shop' } = over;
  return {
    id: randomUUID(),
    name,
    title: 'Shop',
    description: '',
    tags: [],
    owner: 'group:default/team-a',
    cluster: 'main',
    namespace: `oc-${name}`,
    namespaceUid: undefined,
    createdAt: DAWN,
    createdBy: 'user:default/ana',
    changedAt: DAWN,
    changedBy: 'user:default/ana',
    grants: [],
    binnedAt: undefined,
    binnedBy: undefined,
    purgeAt: undefined,
    purgeId: undefined,
    isAdopted: false,
    policy: undefined,
    avatar: undefined,
    ...over,
  };
}

export function aRollout(over: Partial<RolloutRecord> = {}): RolloutRecord {
  const { name = 'web' } = over;
  return {
    id: randomUUID(),
    projectId: 'none',
    cluster: 'main',
    name,
    title: name,
    createdAt: DAWN,
    createdBy: 'user:default/ana',
    newest: 1,
    changedAt: DAWN,
    changedBy: 'user:default/ana',
    changedVia: 'create',
    facade: toFacade(aSpec()),
    waitingSince: undefined,
    toldAt: DAWN,
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
    ...over,
  };
}

export function someFacts(over: Partial<LiveFacts> = {}): LiveFacts {
  return {
    since: DAWN,
    wanted: 2,
    ready: 2,
    revision: 1,
    servingRevision: undefined,
    problems: [],
    podNames: [],
    observed: true,
    seenAt: DAWN,
    ...over,
  };
}

export function aRevision(over: Partial<RevisionRecord> = {}): RevisionRecord {
  return {
    rolloutId: 'none',
    number: 1,
    createdAt: DAWN,
    createdBy: 'user:default/ana',
    via: 'create',
    rollbackOf: undefined,
    note: undefined,
    spec: aSpec(),
    changes: [],
    outcome: 'pending',
    outcomeAt: undefined,
    problem: undefined,
    ...over,
  };
}
