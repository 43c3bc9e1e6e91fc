import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import { toChildRecord } from '../cluster/records/toChildRecord';
import { judgeOwnership } from './ownership';

const rollout = aRollout({
  metadata: { name: 'web', namespace: 'shop', uid: 'now' },
});
const labels = {
  'one-click.dev/projectId': 'shop',
  'one-click.dev/deploymentId': 'web',
};
const controlledBy = (kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion: 'x/v1', kind, name, uid, controller: true }],
});

describe('judgeOwnership', () => {
  it.each([
    {
      does: 'is ours when this very rollout controls it',
      metadata: controlledBy('Rollout', 'web', 'now'),
      care: 'owned' as const,
      want: { whose: 'ours' },
    },
    {
      does: 'is on its way out when a rollout of the same name did',
      metadata: controlledBy('Rollout', 'web', 'before'),
      care: 'owned' as const,
      want: { whose: 'former' },
    },
    {
      does: 'belongs to another rollout',
      metadata: controlledBy('Rollout', 'other', 'else'),
      care: 'owned' as const,
      want: { whose: 'foreign', owner: 'Rollout other' },
    },
    {
      does: 'is ours by its labels, if it is a claim without owner',
      metadata: { labels },
      care: 'kept' as const,
      want: { whose: 'ours' },
    },
    {
      does: 'is ours by its labels, if we applied it and somebody cut it loose',
      metadata: {
        labels,
        managedFields: [
          { manager: 'one-click-operator', operation: 'Apply', fieldsV1: {} },
        ],
      },
      care: 'owned' as const,
      want: { whose: 'ours' },
    },
    {
      does: 'is not ours by its labels alone, if it is anything else',
      metadata: {
        labels: { ...labels, 'app.kubernetes.io/managed-by': 'Helm' },
      },
      care: 'owned' as const,
      want: { whose: 'foreign', owner: 'Helm' },
    },
    {
      does: 'belongs to whoever wrote it, where nothing else is known',
      metadata: { managedFields: [{ manager: 'kubectl-create' }] },
      care: 'kept' as const,
      want: { whose: 'foreign', owner: 'kubectl-create' },
    },
  ])('$does', ({ metadata, care, want }) => {
    expect(
      judgeOwnership(toChildRecord('Secret', { metadata }), rollout, care),
    ).toEqual(want);
  });
});
