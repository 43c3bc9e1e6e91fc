import { aRollout } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildDeployment } from './deployment';

type Spec = NonNullable<RolloutTraits['spec']>;

describe('buildDeployment', () => {
  it.each<{ does: string; spec: Spec; want: number | undefined }>([
    {
      does: 'runs as many instances as asked for',
      spec: { replicas: 3 },
      want: 3,
    },
    {
      does: 'runs none while paused',
      spec: { replicas: 3, suspend: true },
      want: 0,
    },
    {
      does: 'leaves the number to an autoscaler',
      spec: { horizontalScale: { minReplicas: 2, maxReplicas: 5 } },
      want: undefined,
    },
    {
      does: 'takes equal bounds as a fixed number',
      spec: {
        replicas: 9,
        horizontalScale: { minReplicas: 2, maxReplicas: 2 },
      },
      want: 2,
    },
    {
      does: 'runs none while paused, autoscaler or not',
      spec: {
        suspend: true,
        horizontalScale: { minReplicas: 2, maxReplicas: 5 },
      },
      want: 0,
    },
  ])('$does', ({ spec, want }) => {
    expect(buildDeployment(aRollout({ spec })).spec!.replicas).toBe(want);
  });

  it('is owned by its rollout, so that the cluster collects it', () => {
    expect(buildDeployment(aRollout()).metadata.ownerReferences).toEqual([
      {
        apiVersion: 'one-click.dev/v1alpha1',
        kind: 'Rollout',
        name: 'node-red',
        uid: '5d0f7a52-0001',
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
  });

  it('names no owner for a rollout that was never stored', () => {
    const dry = aRollout({ metadata: { uid: '' } });

    expect(buildDeployment(dry).metadata.ownerReferences).toBeUndefined();
  });

  it('carries the revision in its own metadata, so that a new number alone restarts nothing', () => {
    const { metadata, spec } = buildDeployment(
      aRollout({
        metadata: { annotations: { 'one-click.dev/revision': '7' } },
      }),
    );

    expect(metadata.annotations).toEqual({ 'one-click.dev/revision': '7' });
    expect(spec!.template.metadata!.annotations).toBeUndefined();
  });

  it('copies an asked-for restart to the pods', () => {
    const annotations = {
      'one-click.dev/restarted-at': '2026-11-25T08:00:00Z',
    };
    const { spec } = buildDeployment(aRollout({ metadata: { annotations } }));

    expect(spec!.template.metadata!.annotations).toEqual(annotations);
  });

  it('selects by labels a user cannot change', () => {
    const podLabels = { tier: 'web', 'one-click.dev/projectId': 'stolen' };
    const { spec } = buildDeployment(aRollout({ spec: { podLabels } }));
    const selector = {
      'one-click.dev/projectId': 'home',
      'one-click.dev/deploymentId': 'node-red',
    };

    expect(spec!.selector.matchLabels).toEqual(selector);
    expect(spec!.template.metadata!.labels).toEqual({
      tier: 'web',
      ...selector,
    });
  });

  it.each<{ does: string; spec: Spec; want: unknown }>([
    {
      does: 'replaces instances one by one',
      spec: {},
      want: { type: 'RollingUpdate' },
    },
    {
      does: 'stops all before it starts new ones where asked to, in any spelling',
      spec: { rolloutStrategy: 'Recreate' },
      want: { type: 'Recreate' },
    },
    {
      does: 'keeps to the bounds of an update, 0 included',
      spec: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      want: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      },
    },
  ])('$does', ({ spec, want }) => {
    expect(buildDeployment(aRollout({ spec })).spec!.strategy).toEqual(want);
  });
});
