import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import {
  createKubeClient,
  loadKubeConnection,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import { makeNamespace, useCluster } from '@one-click/devcluster';
import { everyField } from '../../test/everyField';
import { CHILD_RESOURCES } from '../cluster/childResources';
import { isAsDesired, withoutIdentity } from './isAsDesired';
import { findOwnedFields, takeOwned } from './ownedFields';
import type { Managed } from './ownedFields';

jest.setTimeout(60_000);

describe('what the API server stores of a child', () => {
  const shared = useCluster();
  let client: KubeClient;
  let children: readonly ChildObject[];

  beforeAll(async () => {
    const { cluster } = shared;
    const namespace = await makeNamespace(cluster, { prefix: 'compare' });
    const path = cluster.kubeconfig('admin');
    client = createKubeClient({
      connection: await loadKubeConnection({ type: 'kubeconfig', path }),
    });
    children = buildChildren(
      aRollout({
        metadata: {
          name: 'every',
          namespace,
          annotations: {
            'one-click.dev/revision': '1',
            'one-click.dev/restarted-at': '2026-11-25T08:00:00Z',
          },
        },
        spec: everyField,
      }),
    );
  });

  afterAll(() => client?.close());

  // What it stores in another form would be taken for drift, and written for ever.
  it('is what was sent, for every field there is', async () => {
    for (const child of children) {
      const stored = await client.apply(CHILD_RESOURCES[child.kind], child, {
        fieldManager: 'one-click-operator',
        force: true,
      });
      const owned = findOwnedFields(stored as Managed)!;

      expect(takeOwned(stored, owned)).toEqual(withoutIdentity(child));
      expect(isAsDesired(stored as Managed, child)).toBe(true);
    }
    expect(new Set(children.map(({ kind }) => kind)).size).toBe(10);
  });
});
