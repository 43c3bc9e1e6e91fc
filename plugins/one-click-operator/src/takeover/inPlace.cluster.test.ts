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

  it('keep the fields of others, and have ours where they were', async () => {
    for (const { metadata } of (
      await installation.objects(resources.deployments)
    ).values()) {
      const managers = metadata?.managedFields?.map(
        ({ manager, operation }) => `${manager} ${operation}`,
      );

      expect(managers).toEqual(
        expect.arrayContaining([
          'one-click-operator Apply',
          'kube-controller-manager Update',
        ]),
      );
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
