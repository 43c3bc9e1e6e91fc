import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { PersonalAccess } from '../src/access';
import { Purger } from '../src/bin/Purger';
import { ClusterFleet } from '../src/clusters/ClusterFleet';
import { DefaultClusterService } from '../src/clusters/DefaultClusterService';
import type { KubeGateway } from '../src/kube/KubeGateway';
import type { ProjectRecord } from '../src/projects/ProjectRecord';
import { DefaultRolloutService } from '../src/rollouts/DefaultRolloutService';
import { DefaultSaveService } from '../src/saving/DefaultSaveService';
import { createRuleBook } from '../src/saving/RuleBook';
import { ClusterSecretKeeper } from '../src/secrets/ClusterSecretKeeper';
import { DefaultSecretService } from '../src/secrets/DefaultSecretService';
import { InMemoryStateKeeper } from '../src/storage/InMemoryStateKeeper';
import type { StateKeeper } from '../src/storage/StateKeeper';
import type { RolloutRule } from '@one-click/backstage-plugin-one-click-node';
import { FakeClusterContents } from './FakeClusterContents';
import { FakeKubeGateway } from './FakeKubeGateway';
import { FakeSecretVault } from './FakeSecretVault';
import { ManualClock, settle } from './ManualClock';
import { aProject, aSpec } from './records';

export interface RigOptions {
  readonly state?: StateKeeper;
  readonly gateway?: FakeKubeGateway;
  readonly clock?: ManualClock;
  readonly contents?: FakeClusterContents;
  readonly rolloutRules?: readonly RolloutRule[];
  /** Of the images that run. */
  readonly digests?: ReadonlyMap<string, string>;
  /** Wraps the way into the cluster. */
  readonly connect?: (gateway: FakeKubeGateway) => Promise<KubeGateway>;
}

/** The plugin without HTTP and without a database, on a cluster in memory and a clock that we move. */
export async function createRig(options: RigOptions = {}) {
  const state = options.state ?? new InMemoryStateKeeper();
  const gateway = options.gateway ?? new FakeKubeGateway();
  const clock = options.clock ?? new ManualClock();
  const now = () => clock.now();
  const announced: string[] = [];
  const announcer = {
    rolloutChanged: (id: string) => {
      announced.push(id);
    },
    clusterChanged: () => {
      announced.push('cluster');
    },
    rolesChanged: () => {
      announced.push('roles');
    },
    allChanged: () => {
      announced.push('all');
    },
  };
  const clusters = await DefaultClusterService.create({
    clusters: [{ name: 'main', title: 'Main' }],
    store: state.stores.clusters,
    now,
  });
  clusters.onChange(announcer.clusterChanged);
  const contents = options.contents ?? new FakeClusterContents();
  const purger = new Purger({
    state,
    contents: () => contents,
    now,
    newId: randomUUID,
  });
  const fleet = new ClusterFleet({
    purger,
    clusters,
    connect: async () => options.connect?.(gateway) ?? gateway,
    state,
    announcer,
    clock,
    random: () => 0.5,
    newId: randomUUID,
    processId: randomUUID(),
    logger: mockServices.logger.mock(),
  });
  const rollouts = DefaultRolloutService.create({
    stores: state.stores,
    rules: { ownerRole: 'admin' },
    health: () => clusters.health(),
  });
  const vault = new FakeSecretVault({
    now,
    isReachable: name => clusters.isReachable(name),
  });
  const saves = DefaultSaveService.create({
    state,
    secrets: new ClusterSecretKeeper({ state, vault }),
    rollouts,
    rules: createRuleBook(options.rolloutRules ?? []),
    storageClasses: name => clusters.storageClasses(name),
    images: { findDigests: async () => options.digests ?? new Map() },
    listener: {
      onSaved: ({ cluster }) => fleet.wake(cluster),
    },
    now,
    newId: randomUUID,
  });
  const secrets = new DefaultSecretService({ state, saves, vault, now });
  return {
    announced,
    clock,
    clusters,
    contents,
    announcer,
    fleet,
    gateway,
    rollouts,
    saves,
    secrets,
    state,
    vault,
  };
}

export type Rig = Awaited<ReturnType<typeof createRig>>;

/** Ana, admin of a project. */
export function accessOf(project: ProjectRecord): PersonalAccess {
  const ref = 'user:default/ana';
  return {
    project,
    role: 'admin',
    caller: {
      kind: 'user',
      ref,
      principals: [ref, 'group:default/team-a'],
      canAdminister: false,
    },
  };
}

/** A rig with a project, its namespace, and the rollout `web` at revision 1, which the cluster runs. */
export async function createRunningRig(
  spec: RolloutSpecInput = aSpec(),
  options: RigOptions = {},
) {
  const rig = await createRig(options);
  const project = aProject();
  await rig.state.stores.projects.insert(project);
  const access = accessOf(project);
  rig.fleet.start();
  await settle();
  await rig.saves.create({ access, rollout: { name: 'web', spec } });
  await settle();
  const ref = { namespace: project.namespace, name: 'web' };
  return {
    ...rig,
    access,
    project,
    ref,
    web: { access, rollout: 'web' },
    /** Saves a spec on a revision. */
    save: (edited: RolloutSpecInput, baseRevision: number) =>
      rig.saves.save({ access, rollout: 'web', spec: edited, baseRevision }),
    /** What the page would show. */
    read: () => rig.rollouts.get({ access, rollout: 'web' }),
  };
}
