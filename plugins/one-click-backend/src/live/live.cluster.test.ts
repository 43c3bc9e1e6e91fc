import { untilHolds, useCluster } from '@one-click/devcluster';
import { parse } from 'yaml';
import { makeProject, SPEC } from '../../test/clusterBackend';
import { listen } from '../../test/listen';
import {
  LiveWorld,
  MARKER,
  nodesOf,
  readyPodsOf,
  WHOLE,
} from '../../test/liveWorld';
import type { Person } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();

describe('what a cluster tells of a rollout', () => {
  let world: LiveWorld;
  let measured: ReturnType<typeof listen>;

  beforeAll(async () => {
    world = await LiveWorld.create(shared.cluster);
    await world.makeRollout('web', WHOLE);
    await world.makeSecret();
    const ana = world.backend.clientOf('ana');
    // Kubernetes measures a pod only some time after its start.
    measured = listen(ana, [`metrics:${world.project}/web`]);
  });
  afterEach(() => world?.settle());
  afterAll(async () => {
    await measured?.close();
    await world?.close();
  });

  it('M05 shows every object of a rollout, how it is, and what it really leads to', async () => {
    await world.kubectl([
      'create',
      'job',
      'tidy-now',
      '--from=cronjob/web-tidy',
    ]);
    const map = await world.waitForMap(
      each =>
        readyPodsOf(each).length === 1 &&
        nodesOf(each, 'Job').some(({ state }) => state === 'Succeeded') &&
        nodesOf(each, 'PersistentVolumeClaim').some(
          ({ state }) => state === 'Bound',
        ),
    );

    expect(new Set(map.nodes.map(({ kind }) => kind))).toEqual(
      new Set([
        'Rollout',
        'Deployment',
        'ReplicaSet',
        'Pod',
        'Service',
        'Ingress',
        'HorizontalPodAutoscaler',
        'PersistentVolumeClaim',
        'Secret',
        'ConfigMap',
        'CronJob',
        'Job',
      ]),
    );
    expect(map.problems).toEqual([]);
    const byId = new Map(map.nodes.map(node => [node.id, node]));
    const edges = map.nodes.flatMap(node =>
      node.edges.map(
        ({ type, to }) => `${node.kind} ${type} ${byId.get(to)?.kind}`,
      ),
    );
    expect(new Set(edges)).toEqual(
      new Set([
        'Rollout owns Deployment',
        'Rollout owns Service',
        'Rollout owns Ingress',
        'Rollout owns HorizontalPodAutoscaler',
        'Rollout owns ConfigMap',
        'Rollout owns CronJob',
        'Deployment owns ReplicaSet',
        'ReplicaSet owns Pod',
        'CronJob owns Job',
        'Job owns Pod',
        'Service selects Pod',
        'Ingress routes Service',
        'HorizontalPodAutoscaler scales Deployment',
        'Deployment mounts PersistentVolumeClaim',
        'Deployment mounts Secret',
        'Deployment mounts ConfigMap',
        'Pod mounts PersistentVolumeClaim',
        'Pod mounts Secret',
        'Pod mounts ConfigMap',
      ]),
    );
    expect(nodesOf(map, 'Service')).toMatchObject([
      { level: 'ok', facts: { ports: '80/TCP', selected: 1 } },
    ]);
    expect(nodesOf(map, 'Deployment')).toMatchObject([
      { level: 'ok', state: 'Ready', facts: { ready: 1, wanted: 1 } },
    ]);
  });

  it('tells what changes, and no more', async () => {
    const stream = world.follow(`map:${world.project}/web`);
    const { nodes } = await stream.heard('map', ({ whole }) => whole);
    const [pod] = nodes.filter(
      ({ kind, state }) => kind === 'Pod' && state === 'Ready',
    );
    await world.kubectl(['delete', 'pod', pod!.name]);

    await stream.heard('map', ({ gone }) => gone.includes(pod!.id));
    const fresh = await stream.heard('map', ({ whole, nodes: changed }) =>
      changed.some(
        ({ id, kind, state }) =>
          !whole &&
          kind === 'Pod' &&
          state === 'Ready' &&
          !nodes.some(known => known.id === id),
      ),
    );
    expect(nodesOf(fresh, 'ConfigMap')).toEqual([]);
    expect(stream.all('map').filter(({ whole }) => whole)).toHaveLength(1);
  });

  it('shows which Secrets there are to editors alone, and their values to nobody', async () => {
    const admins = await world.readMap();
    const viewers = await world.readMap('vi');

    expect(nodesOf(admins, 'Secret').map(({ name }) => name)).toEqual(['keys']);
    expect(nodesOf(viewers, 'Secret')).toEqual([]);
    expect(viewers.hidden).toEqual(['Secret']);
    expect(JSON.stringify(admins)).not.toContain(MARKER);
  });

  it('M06 gives the live YAML of an object, with values of Secrets hidden', async () => {
    const read = (
      kind: 'Secret' | 'Deployment',
      name: string,
      person: Person,
    ) =>
      world.backend.clientOf(person).call('getManifest', {
        params: { project: world.project, rollout: 'web', kind, name },
      });

    const secret = await read('Secret', 'keys', 'ana');
    expect(parse(secret.yaml)).toMatchObject({
      kind: 'Secret',
      data: { TOKEN: '(hidden)' },
    });
    expect(secret.yaml).not.toContain(Buffer.from(MARKER).toString('base64'));
    const deployment = await read('Deployment', 'web', 'vi');
    expect(parse(deployment.yaml)).toMatchObject({
      kind: 'Deployment',
      status: { readyReplicas: 1 },
    });
    expect(deployment.yaml).not.toContain('managedFields');
    await expect(read('Secret', 'keys', 'vi')).rejects.toMatchObject({
      status: 403,
    });
    await expect(read('Deployment', 'other', 'ana')).rejects.toMatchObject({
      status: 404,
    });
  });

  it('M06 tells events live, each once, with how often and when last', async () => {
    await world.makeRollout('broken', {
      image: { registry: 'fail.invalid', repository: 'shop/web', tag: '1' },
      replicas: 1,
    });
    const stream = world.follow(`events:${world.project}/broken`);

    const { events } = await stream.heard('events', each =>
      each.events.some(({ reason }) => reason === 'Failed'),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'Warning',
        reason: 'Failed',
        count: expect.any(Number),
        lastAt: expect.stringMatching(/^20/),
        object: {
          kind: 'Pod',
          name: expect.stringMatching(/^broken-/),
          container: 'broken',
        },
      }),
    );
    const all = stream.all('events').flatMap(each => each.events);
    expect(all.filter(({ object }) => object.name.startsWith('web'))).toEqual(
      [],
    );
  });

  it('B14 merges the logs of all pods and containers, those of runs of jobs as well', async () => {
    await world.waitForMap(each => readyPodsOf(each).length === 1);
    const stream = world.follow(`logs:${world.project}/web?tail=10`);

    const pods = (await world.readMap()).nodes.filter(
      ({ kind }) => kind === 'Pod',
    );
    await untilHolds(
      () => {
        const lines = stream.all('logs').flatMap(each => each.lines);
        expect(new Set(lines.map(({ pod }) => pod))).toEqual(
          new Set(pods.map(({ name }) => name)),
        );
        expect(lines).toHaveLength(2 * pods.length);
      },
      { what: 'two lines of each pod' },
    );
    const { sources } = await stream.heard('logSources', each =>
      each.sources.some(({ job }) => job === 'tidy'),
    );
    expect(sources).toContainEqual(
      expect.objectContaining({ job: 'tidy', type: 'main', restarts: 0 }),
    );
  });

  it('R14 B14 narrows logs to a pod and goes on where an earlier stream ended', async () => {
    const [pod] = readyPodsOf(
      await world.waitForMap(each => readyPodsOf(each).length > 0),
    );
    const topic = `logs:${world.project}/web?pod=${pod!.name}`;
    const first = world.follow(topic);
    const { lines } = await first.heard('logs', each => each.lines.length > 0);
    expect(lines.map(({ text }) => text)).toEqual([
      'simulated container started',
      'listening on port 8080',
    ]);

    // Both simulated lines are of the same moment: one of them was read.
    const { container, at } = lines[0]!;
    const position = { pod: pod!.name, container, at, count: 1 };
    const again = world.follow(topic, { resume: { [topic]: [position] } });
    const rest = await again.heard('logs', each => each.lines.length > 0);
    expect(rest.lines.map(({ text }) => text)).toEqual([
      'listening on port 8080',
    ]);
  });

  it('gives logs as a file', async () => {
    const response = await world.backend.clientOf('vi').open('downloadLogs', {
      params: { project: world.project, rollout: 'web' },
    });

    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="web_20\d\d-\d\d-\d\dT\d\d-\d\dZ\.log"$/,
    );
    expect(await response.text()).toMatch(
      /^\S+Z web-\S+\/web simulated container started$/m,
    );
  });

  it('costs one set of watches, however many look', async () => {
    const made = await makeProject(world.backend, 'crowd');
    await world.makeRollout('web', SPEC, made);
    const streams = Array.from({ length: 200 }, () =>
      world.follow(`map:${made.name}/web`),
    );
    await Promise.all(streams.map(each => each.heard('map')));

    const watches = world.proxy.requests.filter(
      ({ target }) =>
        target.includes(`/namespaces/${made.namespace}/`) &&
        target.includes('sendInitialEvents=true'),
    );
    const kinds = watches.map(({ target }) => target.split(/[/?]/).at(-2));
    expect(kinds).toHaveLength(new Set(kinds).size);
    expect(kinds).toHaveLength(12);

    await world.kubectl(
      ['scale', 'deployment/web', '--replicas=3'],
      made.namespace,
    );
    await Promise.all(
      streams.map(each =>
        each.heard('map', ({ nodes }) =>
          nodes.some(
            ({ kind, facts }) => kind === 'Deployment' && facts.wanted === 3,
          ),
        ),
      ),
    );
  });

  it('names the kind that it may not read, and shows the rest', async () => {
    world.proxy.set({
      path: /\/jobs\?.*watch=true/,
      fault: 'status',
      status: 403,
    });
    const other = await makeProject(world.backend, 'gap');
    const ana = world.backend.clientOf('ana');
    await ana.createRollout(other.name, { name: 'web', spec: SPEC });
    // A stream that is open before would have to be opened again, as pages do.
    const params = { project: other.name, rollout: 'web' };
    await untilHolds(
      async () => {
        await ana.call('getUsage', { params });
      },
      { what: 'the project to have its namespace' },
    );
    const stream = world.follow(`map:${other.name}/web`);

    const told = await stream.heard(
      'topic',
      ({ state }) => state === 'partial',
    );
    expect(told.problems).toContainEqual(
      expect.objectContaining({
        id: 'NoRight',
        params: expect.objectContaining({ kind: 'Job' }),
      }),
    );
    world.proxy.clear();
    await stream.heard('topic', ({ state }) => state === 'live');
  });

  it('counts what pods use, and keeps it for those who come later', async () => {
    const { samples, pods } = await measured.heard('metrics', each =>
      each.samples.some(sample => sample.pods > 0),
    );

    expect(samples.at(-1)).toMatchObject({
      cpu: expect.any(Number),
      memory: expect.any(Number),
    });
    expect(samples.at(-1)?.memory).toBeGreaterThan(30 * 1024 * 1024);
    expect(pods).toContainEqual(
      expect.objectContaining({ pod: expect.stringMatching(/^web-/) }),
    );
    const usage = await world.backend
      .clientOf('vi')
      .call('getUsage', { params: { project: world.project, rollout: 'web' } });
    expect(usage.samples.length).toBeGreaterThan(0);
  });

  it('says so when the cluster goes away, keeps what it knew, and recovers by itself', async () => {
    const stream = world.follow(`map:${world.project}/web`);
    await stream.heard('topic', ({ state }) => state === 'live');
    world.proxy.set({ fault: 'reset' });
    await world.proxy.freeze();

    const told = await stream.heard('topic', ({ state }) => state === 'away');
    expect(told.problems).toMatchObject([{ id: 'ClusterAway' }]);
    expect(stream.all('map').flatMap(({ gone }) => gone)).toEqual([]);
    world.proxy.clear();
    await untilHolds(
      () => expect(stream.all('topic').at(-1)?.state).toBe('live'),
      { what: 'the topic to be live again' },
    );
  });
});
