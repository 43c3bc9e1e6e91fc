import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toLiveRollout } from './LiveRollout';

function aCr(over: Partial<Rollout['metadata']> = {}): Rollout {
  return {
    apiVersion: 'one-click.dev/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: 'web',
      namespace: 'oc-shop',
      uid: 'u',
      resourceVersion: '7',
      generation: 3,
      ...over,
    },
    spec: {
      image: {
        registry: 'docker.io',
        repository: 'library/nginx',
        tag: '1.27',
        password: 'marker-password',
      },
      replicas: 1,
      secrets: [{ name: 'TOKEN', value: 'marker-token' }],
    },
  };
}

describe('toLiveRollout', () => {
  it('lets no secret in plain text further in', () => {
    const live = toLiveRollout(
      aCr({
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': 'marker-applied',
        },
      }),
    );

    expect(JSON.stringify(live)).not.toContain('marker');
    expect(live.spec.secrets).toEqual([{ name: 'TOKEN' }]);
  });

  it.each([
    { text: '12', want: 12 },
    { text: '0', want: undefined },
    { text: 'x', want: undefined },
    { text: undefined, want: undefined },
  ])('reads the revision $text as $want', ({ text, want }) => {
    const annotations =
      text === undefined ? {} : { 'one-click.dev/revision': text };

    expect(toLiveRollout(aCr({ annotations })).revision).toBe(want);
  });

  it('names who changed the spec last, and not who wrote the status', () => {
    const spec = { 'f:spec': { 'f:replicas': {} } };
    const live = toLiveRollout(
      aCr({
        managedFields: [
          {
            manager: 'one-click',
            time: '2026-03-04T05:00:00Z',
            fieldsV1: spec,
          },
          {
            manager: 'kubectl-edit',
            time: '2026-03-04T05:01:00Z',
            fieldsV1: spec,
          },
          {
            manager: 'one-click-operator',
            subresource: 'status',
            time: '2026-03-04T05:02:00Z',
            fieldsV1: { 'f:status': {}, ...spec },
          },
          {
            manager: 'labeller',
            time: '2026-03-04T05:03:00Z',
            fieldsV1: { 'f:metadata': {} },
          },
        ],
      }),
    );

    expect(live).toMatchObject({
      changedBy: 'kubectl-edit',
      changedAt: '2026-03-04T05:01:00Z',
    });
  });
});
