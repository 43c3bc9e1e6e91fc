import { KubeNotFoundError } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { releaseNamespace } from './namespaceMarks';

describe('giving a namespace back', () => {
  it('takes off our marks first, and our rights last', async () => {
    const calls: unknown[] = [];
    const client = {
      apply: async (_: unknown, object: unknown) => calls.push(object),
      delete: async (_: unknown, ref: unknown) => calls.push(ref),
    } as unknown as KubeClient;

    await releaseNamespace(client, 'shop', {});

    expect(calls).toEqual([
      { metadata: { name: 'shop' } },
      { namespace: 'shop', name: 'one-click-project' },
    ]);
  });

  it('is done where our rights are gone already', async () => {
    const client = {
      apply: async () => undefined,
      delete: async () => {
        throw new KubeNotFoundError('gone');
      },
    } as unknown as KubeClient;

    await expect(releaseNamespace(client, 'shop', {})).resolves.toBe(undefined);
  });
});
