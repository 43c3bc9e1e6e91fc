import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { after, DAWN } from '../../test/records';
import { ClusterKubeGateway } from './ClusterKubeGateway';

const now = Date.parse(DAWN);
const aLease = (renewTime: string, holderIdentity = 'operator-0') => ({
  spec: { holderIdentity, renewTime, leaseDurationSeconds: 15 },
});

describe('the state of the operator', () => {
  function read(find: () => Promise<unknown>) {
    const client = { find } as unknown as KubeClient;
    return ClusterKubeGateway.create({ client, now: () => now }).readOperator();
  }

  it.each([
    {
      says: 'running',
      why: 'its lease is fresh',
      lease: aLease(after(-14_000)),
    },
    {
      says: 'away',
      why: 'its lease has run out',
      lease: aLease(after(-60_000)),
    },
    {
      says: 'away',
      why: 'nobody holds its lease',
      lease: aLease(after(-1_000), ''),
    },
    { says: 'unknown', why: 'there is no lease', lease: undefined },
  ])('is $says where $why', async ({ says, lease }) => {
    await expect(read(async () => lease)).resolves.toBe(says);
  });

  it('is unknown where we may not look', async () => {
    await expect(
      read(async () => {
        throw new KubeForbiddenError('no');
      }),
    ).resolves.toBe('unknown');
  });

  it('cannot be told while the cluster does not answer', async () => {
    await expect(
      read(async () => {
        throw new KubeUnavailableError('gone');
      }),
    ).rejects.toBeInstanceOf(KubeUnavailableError);
  });
});
