import type {
  Problem,
  Project,
  Revision,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';

const at = '2026-03-01T12:00:00.000Z';
const by = 'user:default/ana';
const owner = 'group:default/team-payments';

/** A problem that says the sentence. */
export function aProblem(sentence: string): Problem {
  return { id: 'ImageNotFound', params: {}, sentence, chain: [] };
}

/** A revision that waits to be applied, unless said otherwise. */
export function aRevision(changes: Partial<Revision> = {}): Revision {
  return {
    number: 1,
    createdAt: at,
    createdBy: by,
    via: 'template',
    outcome: 'pending',
    changes: [],
    ...changes,
  };
}

/** A project of Team Payments. */
export function aProject(changes: Partial<Project> = {}): Project {
  return {
    name: 'shop',
    title: 'Shop',
    description: '',
    tags: [],
    owner,
    cluster: 'local',
    namespace: 'shop',
    counts: {},
    createdAt: at,
    createdBy: by,
    lastChange: { at, by },
    access: { role: 'admin', grantedBy: [owner] },
    ...changes,
  };
}

/** The rollout `web` in `shop`, which has just been created. */
export function aRollout(changes: Partial<RolloutDetail> = {}): RolloutDetail {
  const image = {
    registry: 'docker.io',
    repository: 'library/nginx',
    tag: '1.27',
  };
  return {
    project: 'shop',
    projectTitle: 'Shop',
    name: 'web',
    title: 'web',
    owner,
    cluster: 'local',
    namespace: 'shop',
    health: { state: 'Starting', since: at, wanted: 1, ready: 0, problems: [] },
    image,
    hosts: [],
    entityRefs: [],
    notes: [],
    lastChange: { revision: 1, at, by, via: 'template' },
    access: { role: 'admin', grantedBy: [owner] },
    revision: aRevision(),
    spec: { image },
    podNames: [],
    waiting: [],
    ...changes,
  };
}
