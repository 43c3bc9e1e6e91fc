import type { V1ObjectMeta } from '@kubernetes/client-node';
import { useCluster, makeNamespace } from '@one-click/devcluster';
import {
  readGoOperatorObjects,
  readOriginalInstallObjects,
} from '@one-click/fixtures';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { CHILD_KINDS } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import { DeadError, mortalClient } from '../../test/mortalClient';
import { OriginalInstallation } from '../../test/OriginalInstallation';
import { CHILD_RESOURCES } from '../cluster/childResources';
import { adoptedGeneration } from './frozenTemplate';
import type { KnownChildren } from './knownChildren';
import { isOriginals } from './originals';
import { TakeOver } from './TakeOver';

jest.setTimeout(300_000);

describe.each([
  ['made for this', readGoOperatorObjects()],
  ['of a running installation', readOriginalInstallObjects()],
])('objects of the Go operator %s', (_, recorded) => {
  const shared = useCluster();
  let client: KubeClient;
  let namespace: string;
  let installation: OriginalInstallation;

  beforeAll(async () => {
    const path = shared.cluster.kubeconfig('admin');
    const connection = await loadKubeConnection({ type: 'kubeconfig', path });
    client = createKubeClient({ connection, userAgent: 'take-over test' });
    namespace = await makeNamespace(shared.cluster, { prefix: 'go' });
    installation = await OriginalInstallation.plant(
      client,
      namespace,
      recorded,
    );
  });

  afterAll(() => client?.close());

  it('are planted as they were recorded, down to who wrote which field', async () => {
    const byManager = (metadata: V1ObjectMeta) =>
      JSON.stringify(
        metadata.managedFields
          ?.filter(each => each.manager === 'manager' && !each.subresource)
          .map(({ operation, fieldsV1 }) => ({ operation, fieldsV1 })),
      ).replaceAll(/uid\\":\\"[^\\]*/g, 'uid');
    const children = installation.planted.filter(
      ({ recorded: { kind } }) => kind !== 'Rollout',
    );

    expect(children.length).toBeGreaterThan(20);
    for (const { recorded: before } of children) {
      const { kind, metadata } = before;
      const { name } = metadata;
      const live = await client.get<{ metadata?: V1ObjectMeta }>(
        CHILD_RESOURCES[kind as ChildKind],
        { namespace, name },
      );

      expect([kind, name, byManager(live.metadata!)]).toEqual([
        kind,
        name,
        byManager(metadata as unknown as V1ObjectMeta),
      ]);
    }
  });

  it('are taken over by however many processes that are killed at any of their writes, and without a restart', async () => {
    const before = await installation.instances();
    const kinds: string[] = [];
    const lives: number[] = [];
    for (let life = 1; lives.length < 200; life = (life % 3) + 1) {
      const mortal = mortalClient(client, life);
      const takeOver = new TakeOver({
        client: mortal.client,
        known: await liveKnown(client, namespace),
        namespaces: [namespace],
        observer: { onTakenOver: kind => kinds.push(kind) },
      });
      await adoptAll(takeOver);
      lives.push(mortal.writes.length);
      if (mortal.writes.length === 0) {
        break;
      }
    }

    expect(lives.length).toBeGreaterThan(10);
    expect(lives.at(-1)).toBe(0);
    expect(new Set(kinds)).toContain('Deployment');
    expect(await installation.instances()).toEqual(before);
    for (const [, { metadata }] of await installation.objects(
      resources.persistentVolumeClaims,
    )) {
      expect(metadata?.ownerReferences).toBeUndefined();
    }
    for (const [name, { metadata }] of await installation.objects(
      resources.deployments,
    )) {
      const { generation } = (await rolloutsOf(client, namespace)).get(
        name,
      )!.metadata;
      expect(metadata?.annotations).toMatchObject({
        'one-click.dev/adopted-generation': String(generation),
      });
      expect(isOriginals(metadata!)).toBe(false);
    }
  });

  async function adoptAll(takeOver: TakeOver): Promise<void> {
    for (const rollout of (await rolloutsOf(client, namespace)).values()) {
      try {
        expect(await takeOver.adopt(rollout)).toEqual([]);
      } catch (error) {
        if (!(error instanceof DeadError)) {
          throw error;
        }
      }
    }
  }
});

async function rolloutsOf(
  client: KubeClient,
  namespace: string,
): Promise<Map<string, Rollout>> {
  const { items } = await client.list(resources.rollouts, { namespace });
  return new Map(items.map(each => [each.metadata.name, each]));
}

/** What a cluster has at this moment, as the operator's watches would tell it. */
async function liveKnown(
  client: KubeClient,
  namespace: string,
): Promise<KnownChildren> {
  const rollouts = await rolloutsOf(client, namespace);
  const children: { kind: ChildKind; metadata: V1ObjectMeta }[] = [];
  for (const kind of CHILD_KINDS) {
    const { items } = await client.list<{ metadata?: V1ObjectMeta }>(
      CHILD_RESOURCES[kind],
      { namespace, labelSelector: 'one-click.dev/deploymentId' },
    );
    children.push(...items.map(({ metadata = {} }) => ({ kind, metadata })));
  }
  const ofRollout = ({ metadata: { name } }: Rollout) =>
    children.filter(
      ({ metadata }) =>
        metadata.labels?.['one-click.dev/deploymentId'] === name,
    );
  return {
    rollout: (_, name, uid) => {
      const rollout = rollouts.get(name);
      return rollout?.metadata.uid === uid ? rollout : undefined;
    },
    childrenOf: (rollout, which) =>
      ofRollout(rollout)
        .filter(({ metadata }) => which === 'all' || isOriginals(metadata))
        .map(({ kind, metadata: { name = '' } }) => ({
          kind,
          namespace,
          name,
        })),
    adoptedGeneration: rollout =>
      adoptedGeneration(
        ofRollout(rollout).find(({ kind }) => kind === 'Deployment'),
      ),
    cronJobsOf: () => new Set(),
    put: () => undefined,
  };
}
