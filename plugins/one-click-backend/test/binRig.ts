import { randomUUID } from 'node:crypto';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { DefaultBinService } from '../src/bin/DefaultBinService';
import { ClusterAwayError } from '../src/errors';
import { DefaultProjectService } from '../src/projects/DefaultProjectService';
import { FakeClusterContents } from './FakeClusterContents';
import { settle } from './ManualClock';
import { aSpec } from './records';
import { createRunningRig } from './rig';
import type { RigOptions } from './rig';

/** A day in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/** A running rollout, and the bin over it. */
export async function createBinRig(
  spec: RolloutSpecInput = aSpec(),
  options: RigOptions = {},
) {
  const contents = new FakeClusterContents();
  const rig = await createRunningRig(spec, { ...options, contents });
  const { state, clock, clusters, fleet, rollouts, announcer, project } = rig;
  const now = () => clock.now();
  const rules = { ownerRole: 'admin' } as const;
  const projects = DefaultProjectService.create({
    state,
    rules,
    health: () => clusters.health(),
    clusters: () => clusters.names(),
    wake: () => {},
    rolesChanged: () => {},
    now,
    newId: randomUUID,
  });
  let isAway = false;
  const bin = DefaultBinService.create({
    state,
    rules,
    projects,
    rollouts,
    announcer,
    contents: cluster => {
      if (isAway) {
        throw new ClusterAwayError(cluster);
      }
      return contents;
    },
    clusters: () => clusters.names(),
    wake: cluster => fleet.wake(cluster),
    keptMs: 30 * DAY,
    now,
    newId: randomUUID,
  });
  const { namespace } = project;
  const uid = async () =>
    (await state.stores.projects.findByIds([project.id]))[0]?.namespaceUid;
  contents.addNamespace(namespace, {
    projectId: project.id,
    uid: (await uid()) ?? '',
  });
  return {
    ...rig,
    bin,
    projects,
    namespace,
    goAway: () => {
      isAway = true;
    },
    /** Puts things of `web` into the cluster. */
    fill() {
      contents.add(namespace, { kind: 'Rollout', name: 'web' });
      contents.add(namespace, { kind: 'Deployment', name: 'web' });
      contents.add(namespace, {
        kind: 'PersistentVolumeClaim',
        name: 'data-web',
      });
      contents.add(namespace, { kind: 'Secret', name: 'web-secrets-1' });
    },
    /** Lets attempts of the converger come that wait for their turn. */
    async wait(ms: number) {
      await clock.advance(ms);
      await settle();
    },
  };
}

export type BinRig = Awaited<ReturnType<typeof createBinRig>>;
