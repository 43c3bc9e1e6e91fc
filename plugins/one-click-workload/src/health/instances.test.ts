import { aDeployment, aPod, aReplicaSet } from '../testing/clusterObjects';
import { findInstances } from './instances';

const one = { replicaSets: [aReplicaSet('1')], pods: [aPod()] };

describe('findInstances', () => {
  it('takes no instance for new before Kubernetes has made the ReplicaSet for it', () => {
    const deployment = aDeployment({ newest: '2' });
    const { stale, newest, updated, older } = findInstances({
      deployment,
      ...one,
    });

    expect(stale).toBe(true);
    expect(newest).toBeUndefined();
    expect([updated.length, older.length]).toEqual([0, 1]);
  });

  it('knows the instances of what is asked for, whatever else is news', () => {
    const deployment = aDeployment();
    deployment.metadata!.generation = 9;
    const { stale, updated, older } = findInstances({ deployment, ...one });

    expect(stale).toBe(false);
    expect([updated.length, older.length]).toEqual([1, 0]);
  });

  it('leaves out pods that are going, are over, or are somebody else’s', () => {
    const { updated, older } = findInstances({
      deployment: aDeployment(),
      replicaSets: [aReplicaSet('1')],
      pods: [
        aPod({ name: 'a', deleted: true }),
        aPod({ name: 'b', phase: 'Failed' }),
        aPod({ name: 'c', of: 'foreign' }),
      ],
    });

    expect([...updated, ...older]).toEqual([]);
  });
});
