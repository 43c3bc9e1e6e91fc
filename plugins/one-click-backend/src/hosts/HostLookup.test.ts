import { KubeForbiddenError } from '@one-click/backstage-plugin-one-click-kube';
import { aProject, aRollout, aSpec, DAWN } from '../../test/records';
import { accessOf } from '../../test/rig';
import { InMemoryStateKeeper } from '../storage/InMemoryStateKeeper';
import { toAddress } from './Address';
import { claimHosts } from './claimHosts';
import { HostLookup } from './HostLookup';
import { IngressIndex } from './IngressIndex';
import type { HeldAddress } from './IngressIndex';

const shop = aProject();
const other = aProject({ name: 'other', title: 'Other' });
const hidden = aProject({ name: 'hidden', owner: 'group:default/team-b' });
const address = toAddress({ host: 'shop.acme.io' });

async function createLookup(
  held: readonly Omit<HeldAddress, 'host' | 'path'>[] = [],
) {
  const { stores } = new InMemoryStateKeeper();
  for (const project of [shop, other, hidden]) {
    await stores.projects.insert(project);
    const rollout = aRollout({ name: 'web', projectId: project.id });
    await stores.rollouts.insert(rollout);
  }
  const ingresses = {
    find: async () => held.map(each => ({ ...each, ...address })),
  };
  const rules = { ownerRole: 'admin' as const };
  const lookup = new HostLookup({ stores, ingresses, rules });
  return {
    stores,
    look: (rollout?: string) =>
      lookup.look({ access: accessOf(shop), address, rollout }),
    async claim(projectId: string) {
      const rollout = await stores.rollouts.find(projectId, 'web');
      const ingress = { rules: [{ host: 'shop.acme.io' }] };
      const interfaces = [{ name: 'http', port: 80, ingress }];
      await claimHosts(stores, rollout!, {
        spec: aSpec({ interfaces }),
        previous: aSpec(),
        at: DAWN,
        isMade: false,
      });
      return rollout!;
    },
  };
}

describe('the lookup of an address', () => {
  it('M12 is free where nobody has it, or the rollout itself', async () => {
    const { look, claim } = await createLookup([
      { namespace: shop.namespace, rollout: 'web' },
    ]);
    await claim(shop.id);

    await expect(look('web')).resolves.toMatchObject({ state: 'free' });
    await expect(look('api')).resolves.toMatchObject({
      state: 'taken',
      sentence: 'Used by rollout web in Shop.',
    });
  });

  it('M12 names who has it in another project that one may see, be it in the bin', async () => {
    const { look, claim, stores } = await createLookup();
    const rollout = await claim(other.id);
    await stores.rollouts.update(rollout.id, { binnedAt: DAWN });

    await expect(look('web')).resolves.toEqual({
      state: 'taken',
      holder: {
        kind: 'rollout',
        project: 'other',
        projectTitle: 'Other',
        rollout: 'web',
        binned: true,
      },
      sentence: 'Used by rollout web in Other, which is in the bin.',
    });
  });

  it('R07 names nobody whom one may not see', async () => {
    const { look, claim } = await createLookup();
    await claim(hidden.id);
    const ours = await createLookup([
      { namespace: hidden.namespace, rollout: 'web' },
    ]);
    const theirs = await createLookup([
      { namespace: hidden.namespace, rollout: undefined },
    ]);

    for (const each of [look, ours.look, theirs.look]) {
      await expect(each('web')).resolves.toEqual({
        state: 'taken',
        holder: { kind: 'hidden' },
        sentence: 'Already taken in this cluster.',
      });
    }
  });

  it('M12 finds Ingresses that no rollout made', async () => {
    const { look } = await createLookup([
      { namespace: 'legacy', rollout: undefined },
    ]);

    await expect(look('web')).resolves.toEqual({
      state: 'taken',
      holder: { kind: 'ingress', namespace: 'legacy' },
      sentence: 'Used by an Ingress we do not manage (namespace legacy).',
    });
  });
});

describe('the index of Ingresses', () => {
  it('asks once for what is asked at once, and again after a failure', async () => {
    let lists = 0;
    const refusal = new KubeForbiddenError('no', { status: 403 });
    const index = new IngressIndex({
      now: () => 0,
      clients: {
        find: name =>
          name === 'main'
            ? {
                async *pages<T>() {
                  lists += 1;
                  if (lists === 1) {
                    throw refusal;
                  }
                  yield { items: [] as T[], resourceVersion: '1' };
                },
              }
            : undefined,
      },
    });

    await expect(index.find('main', address)).rejects.toBe(refusal);
    await expect(
      Promise.all([index.find('main', address), index.find('main', address)]),
    ).resolves.toEqual([[], []]);
    await expect(index.find('away', address)).resolves.toBeUndefined();
    expect(lists).toBe(2);
  });
});
