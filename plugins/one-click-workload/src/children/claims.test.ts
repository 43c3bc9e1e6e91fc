import { rolloutWith, rolloutLabels } from '../testing/aRollout';
import { buildClaims } from './claims';

describe('buildClaims', () => {
  it('makes a claim that outlives its rollout', () => {
    const volumes = [
      {
        name: 'data',
        mountPath: '/data',
        size: '1024Mi',
        storageClass: '',
        onRemove: 'retain' as const,
      },
    ];

    expect(buildClaims(rolloutWith({ volumes }))).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: 'data-node-red',
          namespace: 'home',
          labels: rolloutLabels,
        },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ]);
  });

  it('marks one that may go with its volume, and makes none where the volume is no claim of ours', () => {
    const volumes = [
      {
        name: 'a',
        mountPath: '/a',
        size: 1_073_741_824,
        storageClass: 'fast',
        accessModes: ['ReadWriteMany' as const],
        onRemove: 'delete' as const,
      },
      { name: 'b', mountPath: '/b', emptyDir: {}, onRemove: 'retain' as const },
      {
        name: 'c',
        mountPath: '/c',
        existingClaim: 'x',
        onRemove: 'retain' as const,
      },
    ];

    expect(buildClaims(rolloutWith({ volumes }))).toMatchObject([
      {
        metadata: { annotations: { 'one-click.dev/on-remove': 'delete' } },
        spec: {
          accessModes: ['ReadWriteMany'],
          storageClassName: 'fast',
          resources: { requests: { storage: '1073741824' } },
        },
      },
    ]);
  });
});
