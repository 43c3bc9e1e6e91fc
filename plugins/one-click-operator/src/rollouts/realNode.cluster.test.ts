import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import {
  describeOnRealNode,
  realNodeOf,
  startCluster,
} from '@one-click/devcluster';
import type { RealNode, StartedCluster } from '@one-click/devcluster';
import { World } from '../../test/useOperator';

jest.setTimeout(300_000);

// The first start on a machine builds Kubernetes.
const FIRST_START_MS = 15 * 60_000;

describeOnRealNode()('a rollout on a real node', () => {
  let cluster: StartedCluster;
  let node: RealNode;
  let world: World;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 'real' });
    node = realNodeOf(cluster);
    world = await World.create(cluster);
    await world.startOperator();
  }, FIRST_START_MS);

  afterAll(async () => {
    await world?.close();
    await cluster?.stop();
  });

  const imageOf = (tag: string) => ({
    registry: node.registry,
    repository: 'web',
    tag,
  });

  async function podOf(rollout: string) {
    const { items } = await world.admin.list(resources.pods, {
      namespace: world.namespace,
      labelSelector: `one-click.dev/deploymentId=${rollout}`,
    });
    return items[0];
  }

  it('runs a container that was built here, which answers and logs', async () => {
    await world.ask('web', {
      spec: {
        image: imageOf('1'),
        env: [{ name: 'GREETING', value: 'a=b\nc' }],
        interfaces: [{ name: 'http', port: 8080 }],
      },
    });
    await world.untilState('web', 'Healthy');

    const pod = await podOf('web');
    const answer = await fetch(`http://${pod?.status?.podIP}:8080/`);
    expect(await answer.text()).toBe('a=b\nc\n');

    const { namespace } = world;
    const name = pod?.metadata?.name ?? '';
    await world.untilHolds('what it printed to be in the log', async () => {
      const lines: string[] = [];
      for await (const line of world.admin.logs({ namespace, name })) {
        lines.push(line);
      }
      expect(lines).toEqual(['listening on port 8080', 'GET /']);
    });
  });

  it('says so when its registry does not have an image', async () => {
    await world.ask('absent', { spec: { image: imageOf('nope') } });
    const { causes } = await world.untilState(
      'absent',
      'Blocked',
      'ImageNotFound',
    );
    expect(causes?.[0]?.params).toMatchObject({
      image: `${node.registry}/web`,
      tag: 'nope',
    });
  });

  it('says so when a container ends again and again', async () => {
    await world.ask('unsteady', {
      spec: {
        image: imageOf('1'),
        env: [{ name: 'EXIT_CODE', value: '3' }],
      },
    });
    const { causes } = await world.untilState('unsteady', 'Down', 'CrashLoop');
    expect(causes?.[0]?.params).toMatchObject({ code: '3' });

    // Kubernetes calls it ready for a moment each time it is started.
    const states = new Set<unknown>();
    const tell = ({ metadata, status }: Rollout) => {
      if (metadata.name === 'unsteady') {
        states.add(status?.state);
      }
    };
    const watch = world.admin.watch(resources.rollouts, {
      namespace: world.namespace,
      handlers: {
        onSync: rollouts => rollouts.forEach(tell),
        onUpsert: tell,
        onDelete: tell,
      },
    });
    const endsAgain = async () => {
      const pod = await podOf('unsteady');
      const [container] = pod?.status?.containerStatuses ?? [];
      return (container?.restartCount ?? 0) > 2 && !container?.ready;
    };
    await world.until('two more starts, and ends', endsAgain, 240_000);
    await watch.stop();
    expect([...states]).toEqual(['Down']);
  });
});
