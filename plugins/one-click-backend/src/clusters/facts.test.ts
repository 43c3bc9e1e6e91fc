import { FakeKubeGateway } from '../../test/FakeKubeGateway';
import { settle } from '../../test/ManualClock';
import { createRig } from '../../test/rig';
import type { ClusterFacts } from './ClusterStore';

const NODES = {
  total: 2,
  ready: 1,
  platforms: [{ os: 'linux', architecture: 'amd64' }],
  capacity: { cpu: '8', memory: '16Gi', pods: '220' },
  allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
  largest: { cpu: '4', memory: '8Gi' },
};
const ALL: ClusterFacts = {
  ingressClasses: [{ name: 'nginx', isDefault: true }],
  storageClasses: [],
  nodes: NODES,
  version: 'v1.36.3',
  gaps: [],
};

/** A cluster that tells what it is told to tell. */
class TellingGateway extends FakeKubeGateway {
  facts = ALL;

  override async readFacts(): Promise<ClusterFacts> {
    return this.facts;
  }
}

describe('the facts of a cluster', () => {
  it('M20 R11 keep what can no longer be read, name the gap, and are whole again by themselves', async () => {
    const gateway = new TellingGateway();
    const { nodes: _, ...withoutNodes } = ALL;
    const rig = await createRig({ gateway });
    rig.fleet.start();
    await settle();
    const { factsAt } = rig.clusters.get('main');
    expect(rig.clusters.get('main')).toMatchObject({ ...ALL, gaps: [] });

    gateway.facts = { ...withoutNodes, gaps: ['nodes'] };
    await rig.clock.advance(300_000);
    expect(rig.clusters.get('main')).toMatchObject({
      gaps: ['nodes'],
      nodes: NODES,
    });
    expect(rig.clusters.get('main').factsAt).not.toBe(factsAt);

    gateway.facts = { ...ALL, nodes: { ...NODES, ready: 2 } };
    await rig.clock.advance(30_000);
    expect(rig.clusters.get('main')).toMatchObject({
      gaps: [],
      nodes: { ready: 2 },
    });
    await rig.fleet.stop();
  });

  it('M20 R11 outlive the process, with the time they were read', async () => {
    const gateway = new TellingGateway();
    const rig = await createRig({ gateway });
    rig.fleet.start();
    await settle();
    const known = rig.clusters.get('main');
    await rig.fleet.stop();

    const next = await createRig({ state: rig.state });

    expect(next.clusters.get('main')).toMatchObject({
      state: 'unknown',
      nodes: NODES,
      factsAt: known.factsAt,
      contactAt: expect.any(String),
    });
    expect(() => next.clusters.get('nowhere')).toThrow("No cluster 'nowhere'");
  });
});
