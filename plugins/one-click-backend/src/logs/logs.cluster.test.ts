import { LogPositions } from '@one-click/backstage-plugin-one-click-common';
import {
  createKubeClient,
  loadKubeConnection,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import {
  describeOnRealNode,
  realNodeOf,
  startCluster,
  untilHolds,
  waitFor,
} from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { LiveWorld } from '../../test/liveWorld';

jest.setTimeout(300_000);

// The first start on a machine builds Kubernetes.
const FIRST_START_MS = 15 * 60_000;

describeOnRealNode()('logs of containers on a real node', () => {
  let cluster: StartedCluster;
  let world: LiveWorld;
  let admin: KubeClient;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 'real' });
    world = await LiveWorld.create(cluster);
    const path = cluster.kubeconfig('admin');
    const connection = await loadKubeConnection({ type: 'kubeconfig', path });
    admin = createKubeClient({ connection });
    await world.makeRollout('web', {
      image: {
        registry: realNodeOf(cluster).registry,
        repository: 'web',
        tag: '1',
      },
      replicas: 2,
      interfaces: [{ name: 'http', port: 8080 }],
    });
    await waitFor(async () => (await readyPods()).length === 2, {
      what: 'two pods',
    });
  }, FIRST_START_MS);
  afterEach(() => world?.settle());
  afterAll(async () => {
    await admin?.close();
    await world?.close();
    await cluster?.stop();
  });

  async function readyPods() {
    const { namespace } = world;
    const { items } = await admin.list(resources.pods, { namespace });
    return items.filter(({ status }) =>
      status?.conditions?.some(
        ({ type, status: holds }) => type === 'Ready' && holds === 'True',
      ),
    );
  }

  async function ask(path: string, method = 'GET') {
    const [pod] = await readyPods();
    const url = `http://${pod?.status?.podIP}:8080${path}`;
    await fetch(url, { method }).catch(() => undefined);
    return pod?.metadata?.name;
  }

  it('B14 follows what both print, as whole lines in any script, without a line lost or doubled', async () => {
    const topic = `logs:${world.project}/web`;
    const first = world.follow(topic);
    const texts = (stream: typeof first) =>
      stream.all('logs').flatMap(({ lines }) => lines.map(each => each.text));
    await untilHolds(
      () =>
        expect(texts(first)).toEqual([
          'listening on port 8080',
          'listening on port 8080',
        ]),
      { what: 'what both said at the start' },
    );
    for (let n = 0; n < 20; n += 1) {
      await ask(`/größe-🚀-${n}`);
    }
    await untilHolds(() => expect(texts(first)).toHaveLength(22), {
      what: 'the requests',
    });
    expect(texts(first).at(-1)).toBe('GET /größe-🚀-19');

    const positions = new LogPositions();
    first.events.forEach(({ message }) => positions.take(message));
    await first.close();
    await ask('/meanwhile');
    const again = world.follow(topic, { resume: positions.resume([topic]) });
    await untilHolds(() => expect(texts(again)).toEqual(['GET /meanwhile']), {
      what: 'what was said meanwhile, and nothing else',
    });
    await ask('/now');
    await untilHolds(
      () => expect(texts(again)).toEqual(['GET /meanwhile', 'GET /now']),
      { what: 'what is said now' },
    );
  });

  it('B14 goes on over a restart, says how the container ended, and still has its last words', async () => {
    const topic = `logs:${world.project}/web`;
    const stream = world.follow(`${topic}?tail=1`);
    await stream.heard('logs');
    const pod = await ask('/exit/3', 'POST');

    const { sources } = await stream.heard('logSources', each =>
      each.sources.some(source => source.restarts === 1),
    );
    expect(sources).toContainEqual(
      expect.objectContaining({
        pod,
        restarts: 1,
        lastEnd: expect.objectContaining({ code: 3 }),
      }),
    );
    await untilHolds(
      () => {
        const lines = stream.all('logs').flatMap(each => each.lines);
        expect(lines.at(-1)).toMatchObject({
          pod,
          text: 'listening on port 8080',
        });
      },
      { what: 'the first words of the next run' },
    );
    const before = world.follow(`${topic}?previous=true`);
    const { lines } = await before.heard('logs');
    expect(lines.map(line => line.pod)).toContain(pod);
    expect(lines.at(-1)?.text).toContain('/exit/3');
  });
});
