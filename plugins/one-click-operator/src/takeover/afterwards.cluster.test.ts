import { useCluster } from '@one-click/devcluster';
import { readGoOperatorObjects } from '@one-click/fixtures';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { OriginalInstallation } from '../../test/OriginalInstallation';
import { OPERATOR_USER, World } from '../../test/useOperator';

jest.setTimeout(600_000);

const PLAIN = 'aaaaaaaaaaaaa01';
const SCALED = 'aaaaaaaaaaaaa06';
const JOBS = 'aaaaaaaaaaaaa10';
const SECURED = 'bbbbbbbbbbbbb02';
const ALL = [PLAIN, SCALED, JOBS, SECURED];

describe('rollouts that were taken over from the Go operator', () => {
  const shared = useCluster();
  let world: World;
  let installation: OriginalInstallation;

  beforeAll(async () => {
    world = await World.create(shared.cluster);
    installation = await OriginalInstallation.plant(
      world.admin,
      world.namespace,
      readGoOperatorObjects().filter(({ metadata: { name } }) =>
        // Children carry the name of their rollout, save jobs and accounts.
        [...ALL, 'one-click', 'nightly', 'paused'].some(
          each => name.includes(each) && !name.includes('tls'),
        ),
      ),
    );
    await world.startOperator();
    for (const name of ALL) {
      await world.untilState(name, 'Healthy');
    }
  });

  afterAll(() => world?.close());

  it('M22 restart when asked to, with the template they had', async () => {
    const before = await world.get(resources.deployments, PLAIN);
    await patchRollout(PLAIN, {
      metadata: {
        annotations: { 'one-click.dev/restarted-at': '2026-11-25T12:00:00Z' },
      },
    });

    await world.untilHolds('the restart', async () => {
      const { spec, metadata } = await world.get(resources.deployments, PLAIN);
      const { template } = before.spec!;
      expect(spec!.template).toEqual({
        ...template,
        metadata: {
          ...template.metadata,
          annotations: {
            ...template.metadata!.annotations,
            'one-click.dev/restarted-at': '2026-11-25T12:00:00Z',
          },
        },
      });
      expect(metadata!.annotations).toHaveProperty([
        'one-click.dev/adopted-generation',
      ]);
    });
    await world.untilState(PLAIN, 'Healthy');
  });

  it('M22 get a template of ours with the next change, without what nobody asked for', async () => {
    const before = await installation.instances();
    expect(await podOf(SECURED)).toMatchObject({
      securityContext: { fsGroup: 1000, runAsUser: 0, runAsGroup: 0 },
    });

    await changeTag(SECURED, '4.0.9');

    await world.untilHolds('a template of ours', async () => {
      const pod = await podOf(SECURED);
      expect(pod.containers[0]!.image).toBe('docker.io/nodered/node-red:4.0.9');
      expect(pod.securityContext).toEqual({ fsGroup: 1000 });
      expect(pod.containers[0]).not.toHaveProperty('securityContext');
      const { metadata, spec } = await world.get(
        resources.deployments,
        SECURED,
      );
      expect(metadata!.annotations).not.toHaveProperty([
        'one-click.dev/adopted-generation',
      ]);
      expect(spec!.replicas).toBe(1);
    });
    await world.untilState(SECURED, 'Healthy');

    // The others had no part in it.
    const sets = (all: readonly string[]) =>
      all.filter(each => each.startsWith('set'));
    const after = sets(await installation.instances());
    expect(after).toEqual(expect.arrayContaining(sets(before)));
    expect(after).toHaveLength(sets(before).length + 1);
  });

  it('M22 keep the number that their autoscaler gave them', async () => {
    await changeTag(SCALED, '1.28');

    await world.untilHolds('the change', async () => {
      const { spec } = await world.get(resources.deployments, SCALED);
      expect(spec!.template.spec!.containers[0]!.image).toBe(
        'docker.io/library/nginx:1.28',
      );
      expect(spec!.replicas).toBe(2);
    });
    await world.untilState(SCALED, 'Healthy');
  });

  it('R03 do not fight over a job of the same name', async () => {
    await world.ask('another', {
      spec: {
        cronjobs: [{ name: 'nightly', schedule: '0 4 * * *' }],
        serviceAccountName: 'one-click',
      },
    });
    await world.untilState('another', 'Healthy');
    await rest();

    const { items } = await world.admin.list(resources.cronJobs, {
      namespace: world.namespace,
    });
    const schedules = items.map(({ metadata, spec }) => [
      metadata!.name,
      spec!.schedule,
      metadata!.ownerReferences?.map(({ name }) => name),
    ]);

    expect(schedules.sort()).toEqual([
      ['another-nightly', '0 4 * * *', ['another']],
      ['nightly', '0 3 * * *', [JOBS]],
      ['paused', '*/5 * * * *', [JOBS]],
    ]);
  });

  it('R03 leave each other whole when one is deleted, which once owned the account of all', async () => {
    const { namespace, admin } = world;
    const left = ['another', SCALED, SECURED];
    const claim = await world.get(
      resources.persistentVolumeClaims,
      `data-${SECURED}`,
    );
    const deploymentsOf = async () =>
      Promise.all(
        left.map(
          async name =>
            (await world.get(resources.deployments, name)).metadata?.uid,
        ),
      );
    const before = await deploymentsOf();
    for (const name of [PLAIN, JOBS]) {
      await admin.delete(resources.rollouts, { namespace, name });
    }
    await world.untilHolds('what is theirs to go', async () => {
      expect(await world.find(resources.deployments, PLAIN)).toBeUndefined();
      expect(await world.find(resources.cronJobs, 'nightly')).toBeUndefined();
      expect(await world.find(resources.cronJobs, 'paused')).toBeUndefined();
    });

    expect(
      await world.find(resources.serviceAccounts, 'one-click'),
    ).toBeDefined();
    expect(
      await world.find(resources.cronJobs, 'another-nightly'),
    ).toBeDefined();
    expect(await deploymentsOf()).toEqual(before);

    await admin.delete(resources.rollouts, { namespace, name: SECURED });
    await world.until('its Deployment to go', async () => {
      const found = await world.find(resources.deployments, SECURED);
      return found === undefined;
    });
    const kept = await world.get(
      resources.persistentVolumeClaims,
      `data-${SECURED}`,
    );
    expect(kept.metadata?.uid).toBe(claim.metadata?.uid);
    expect(kept.metadata?.deletionTimestamp).toBeUndefined();
  });

  async function podOf(name: string) {
    const { spec } = await world.get(resources.deployments, name);
    return spec!.template.spec!;
  }

  async function patchRollout(name: string, body: object): Promise<void> {
    await world.admin.patch(
      resources.rollouts,
      { namespace: world.namespace, name },
      { fieldManager: 'pbserver', patch: { type: 'merge', body } },
    );
  }

  async function changeTag(name: string, tag: string): Promise<void> {
    const image: Partial<RolloutSpecInput['image']> = { tag };
    await patchRollout(name, { spec: { image } });
  }

  async function rest(): Promise<void> {
    await world.until(`${OPERATOR_USER} to come to rest`, async () => {
      const since = new Date(Date.now() - 3_000);
      return (await world.writesSince(since)).length === 0;
    });
  }
});
