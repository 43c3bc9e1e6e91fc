import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import { aDeployment, aPod, aReplicaSet } from '../testing/clusterObjects';
import { findInstances } from './instances';

const template = (image: string, hash?: string): V1PodTemplateSpec => ({
  metadata: {
    labels: { app: 'x', ...(hash && { 'pod-template-hash': hash }) },
  },
  spec: { containers: [{ name: 'main', image }] },
});

function found(asked: string, made: string) {
  const deployment = aDeployment({ generation: 2, observedGeneration: 1 });
  deployment.spec!.template = template(asked);
  const set = aReplicaSet('1');
  set.spec = { selector: {}, template: template(made, 'abc') };
  return findInstances({ deployment, replicaSets: [set], pods: [aPod()] });
}

describe('findInstances', () => {
  it('takes no instance for new while Kubernetes has not looked at a new template', () => {
    const { stale, newest, updated, older } = found('app:2', 'app:1');

    expect(stale).toBe(true);
    expect(newest).toBeUndefined();
    expect([updated.length, older.length]).toEqual([0, 1]);
  });

  it('knows its instances when only the Deployment’s metadata is news', () => {
    const { stale, updated, older } = found('app:1', 'app:1');

    expect(stale).toBe(false);
    expect([updated.length, older.length]).toEqual([1, 0]);
  });
});
