import type { V1ObjectMeta } from '@kubernetes/client-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { useCluster } from '@one-click/devcluster';
import {
  readGoOperatorObjects,
  readOriginalInstallObjects,
} from '@one-click/fixtures';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeObject,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';
import { mortalClient } from '../../test/mortalClient';
import { OriginalInstallation } from '../../test/OriginalInstallation';
import { World } from '../../test/useOperator';

jest.setTimeout(600_000);

/** Writes until each of the first processes dies; together not all that are needed. */
const LIVES = [1, 2, 3, 5, 8];
/** Long enough for everything to be looked at, and for a write to show. */
const QUIET_MS = 10_000;

/** What the Go operator may still hold of each kind. */
const FIXED_FOR_GOOD: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['f:template', 'f:replicas'],
  PersistentVolumeClaim: ['f:storageClassName', 'f:volumeMode'],
};

const IN_USE: readonly Resource[] = [
  resources.serviceAccounts,
  resources.persistentVolumeClaims,
  resources.services,
  resources.ingresses,
  resources.deployments,
  resources.cronJobs,
];

describe.each([
  ['made for this', readGoOperatorObjects()],
  ['of a running installation', readOriginalInstallObjects()],
])('M22 objects of the Go operator %s', (_, recorded) => {
  const shared = useCluster();
  let world: World;
  let installation: OriginalInstallation;
  let instances: string[];
  let inUse: string[];

  beforeAll(async () => {
    world = await World.create(shared.cluster);
    installation = await OriginalInstallation.plant(
      world.admin,
      world.namespace,
      recorded,
    );
    instances = await installation.instances();
    inUse = await identities();
  });

  afterAll(() => world?.close());

  it('are taken over in place, also by operators that are killed at any of their writes', async () => {
    for (const life of LIVES) {
      const mortal = mortalClient(world.operatorClient, life);
      await world.startOperator(mortal.client);
      await world.until(`the end after ${life} writes`, async () =>
        mortal.isDead(),
      );
      await world.stopOperator();
      expect(await installation.instances()).toEqual(instances);
    }
    await world.startOperator();
    await rest();

    expect(await installation.instances()).toEqual(instances);
    expect(await identities()).toEqual(inUse);
  });

  it('are all told to be well, or what they lack', async () => {
    for (const name of installation.rollouts) {
      const { metadata, status } = await world.get(resources.rollouts, name);

      expect(status?.observedGeneration).toBe(metadata.generation);
      expect(status?.conditions?.length).toBeGreaterThan(0);
    }
  });

  it('hold on to no claim and no account any more', async () => {
    for (const kind of [
      resources.persistentVolumeClaims,
      resources.serviceAccounts,
    ]) {
      for (const { metadata } of (await objects(kind)).values()) {
        expect(metadata).not.toHaveProperty('ownerReferences');
      }
    }
  });

  it('leave to the Go operator nothing but the template and the number of instances', async () => {
    for (const kind of IN_USE) {
      for (const { metadata } of (await objects(kind)).values()) {
        const left = (metadata as V1ObjectMeta).managedFields?.filter(
          ({ manager, operation }) =>
            manager === 'manager' && operation === 'Update',
        );
        const fields = left?.flatMap(({ fieldsV1 }) =>
          Object.keys(
            (fieldsV1 as { 'f:spec'?: object })['f:spec'] ?? fieldsV1!,
          ),
        );

        expect(FIXED_FOR_GOOD[kind.kind] ?? []).toEqual(
          expect.arrayContaining(fields ?? []),
        );
      }
    }
  });

  it('lose no more than an autoscaler without play, and Secrets without keys', async () => {
    const scalers = await installation.objects(
      resources.horizontalPodAutoscalers,
    );
    const rollouts = await installation.objects(resources.rollouts);
    const scaled = [...rollouts.values()].filter(({ spec }) => {
      const { minReplicas, maxReplicas } = spec.horizontalScale ?? {};
      return minReplicas !== maxReplicas;
    });
    const secrets = await installation.objects(resources.secrets);

    expect(scaled.length).toBeGreaterThan(0);
    expect([...scalers.keys()].sort()).toEqual(
      scaled.map(({ metadata }) => metadata.name).sort(),
    );
    for (const { metadata } of [...scalers.values(), ...secrets.values()]) {
      expect(metadata?.labels).toMatchObject({
        'one-click.dev/projectId': world.namespace,
      });
    }
  });

  it('are not written to by a second start', async () => {
    await world.stopOperator();
    const since = new Date();
    await world.startOperator();
    await sleep(QUIET_MS);

    expect(await world.writesSince(since)).toEqual([]);
    expect(await installation.instances()).toEqual(instances);
  });

  /** Waits until every rollout was looked at and nothing is written any more. */
  async function rest(): Promise<void> {
    await world.until('the operator to come to rest', async () => {
      const rollouts = await installation.objects(resources.rollouts);
      const areSeen = [...rollouts.values()].every(
        ({ status }) => status?.observedGeneration !== undefined,
      );
      const since = new Date(Date.now() - 4_000);
      return areSeen && (await world.writesSince(since)).length === 0;
    });
  }

  async function objects(kind: Resource): Promise<Map<string, KubeObject>> {
    return installation.objects(kind);
  }

  /** Names and uids of everything that people and programs use. */
  async function identities(): Promise<string[]> {
    const perKind = await Promise.all(
      IN_USE.map(async kind =>
        [...(await objects(kind)).values()].map(
          ({ metadata }) => `${kind.kind} ${metadata?.name} ${metadata?.uid}`,
        ),
      ),
    );
    const secrets = await installation.objects(resources.secrets);
    const filled = [...secrets.values()]
      .filter(({ data }) => Object.keys(data ?? {}).length > 0)
      .map(({ metadata }) => `Secret ${metadata?.name} ${metadata?.uid}`);
    return [...perKind.flat(), ...filled].sort();
  }
});
