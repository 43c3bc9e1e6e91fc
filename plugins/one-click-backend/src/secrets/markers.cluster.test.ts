import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretsEdit } from '@one-click/backstage-plugin-one-click-common';
import {
  mapKindSchema,
  OneClickClient,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { untilHolds, useCluster, waitFor } from '@one-click/devcluster';
import createKnex from 'knex';
import { makeProject, SPEC, startWithCluster } from '../../test/clusterBackend';
import { LeakDetector } from '../../test/LeakDetector';
import { playOperator } from '../../test/playOperator';
import { headerOf } from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();

describe('values of secrets, on every path', () => {
  const detector = new LeakDetector();
  const stream = new AbortController();
  let folder: string;
  let knex: ReturnType<typeof createKnex>;
  let backend: TestBackend;
  let ana: OneClickClient;
  let project: string;
  let namespace: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'one-click-markers-'));
    knex = createKnex({
      client: 'better-sqlite3',
      connection: join(folder, 'state.sqlite'),
      useNullAsDefault: true,
    });
    backend = await startWithCluster(shared.cluster, {
      knex,
      features: detector.features(),
    });
    ana = clientOf('ana');
    ({ name: project, namespace } = await makeProject(backend));
  });
  afterAll(async () => {
    stream.abort();
    await backend?.stop();
    await knex?.destroy();
    await rm(folder, { recursive: true });
  });

  function clientOf(person: 'ana') {
    return new OneClickClient({
      discoveryApi: { getBaseUrl: async () => backend.url },
      fetchApi: {
        fetch: (input, init) =>
          detector.fetch(input, {
            ...init,
            headers: { ...init?.headers, authorization: headerOf(person) },
          }),
      },
    });
  }

  /** A request that is not what the client would send. */
  async function sendRaw(path: string, body: string) {
    return detector.fetch(`${backend.url}/v1/projects/${project}${path}`, {
      method: 'PUT',
      headers: {
        authorization: headerOf('ana'),
        'content-type': 'application/json',
        'if-match': '"1"',
      },
      body,
    });
  }

  async function follow(topics: readonly string[]) {
    const response = await fetch(`${backend.url}/v1/stream`, {
      method: 'POST',
      headers: {
        authorization: headerOf('ana'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ topics }),
      signal: stream.signal,
    });
    const read = async () => {
      for await (const chunk of response.body ?? []) {
        detector.see('streams', Buffer.from(chunk).toString());
      }
    };
    read().catch(() => undefined);
  }

  function refTo(rollout: string) {
    return { project, rollout };
  }

  async function newestOf(rollout: string) {
    return ana.getRollout(refTo(rollout));
  }

  async function save(
    rollout: string,
    spec: RolloutSpecInput,
    secrets?: SecretsEdit,
  ) {
    const { revision } = await newestOf(rollout);
    return ana.saveRollout(refTo(rollout), {
      spec,
      secrets,
      baseRevision: revision.number,
    });
  }

  async function preflight(rollout: string, spec: RolloutSpecInput) {
    const response = await ana.open('checkRollout', {
      params: refTo(rollout),
      body: { spec },
    });
    detector.see('streams', await response.text());
  }

  async function untilApplied(rollout: string) {
    return waitFor(
      async () => {
        const found = await newestOf(rollout);
        return found.waiting.length === 0 && found;
      },
      { what: `${rollout} to be applied` },
    );
  }

  function kubectl(args: readonly string[], input?: object) {
    return shared.cluster.kubectl(
      [...args, `--namespace=${namespace}`],
      input ? { input: JSON.stringify(input) } : {},
    );
  }

  function manifest(name: string, spec: object) {
    return {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: { name, namespace },
      spec,
    };
  }

  function plaintext(what: string) {
    return {
      image: {
        ...SPEC.image,
        username: 'bot',
        password: detector.marker(`${what}-password`),
      },
      secrets: [{ name: 'TOKEN', value: detector.marker(`${what}-secret`) }],
      cronjobs: [
        {
          name: 'nightly',
          schedule: '0 3 * * *',
          image: {
            ...SPEC.image,
            username: 'bot',
            password: detector.marker(`${what}-job-password`),
          },
          secrets: [{ name: 'KEY', value: detector.marker(`${what}-job`) }],
        },
      ],
    };
  }

  async function valuesInCluster(name: string) {
    const { stdout } = await kubectl(['get', 'secret', name, '--output=json']);
    const { data, immutable } = JSON.parse(stdout);
    return { immutable, keys: Object.keys(data) };
  }

  async function useForm() {
    await ana.createRollout(project, {
      name: 'form',
      spec: SPEC,
      secrets: {
        set: [
          { name: 'TOKEN', value: detector.marker('form') },
          { name: 'LINES', value: `one\n${detector.marker('lines')}\n` },
        ],
        signIn: { username: 'bot', password: detector.marker('sign-in') },
      },
    });
    const { spec } = await untilApplied('form');
    const changed = await save('form', spec, {
      set: [{ name: 'TOKEN', value: detector.marker('changed') }],
    });
    const name = changed.rollout.spec.secretsFrom?.[0]?.name ?? '';
    await expect(valuesInCluster(name)).resolves.toEqual({
      immutable: true,
      keys: ['LINES', 'TOKEN'],
    });
    await ana.rollBack(refTo('form'), { revision: 1 });
    await untilApplied('form');
  }

  async function useYaml() {
    await ana.createRollout(project, { name: 'yaml', spec: SPEC });
    const spec = { ...SPEC, ...plaintext('yaml') };
    await preflight('yaml', spec);
    await save('yaml', spec);
    await untilApplied('yaml');
  }

  async function importFromCluster() {
    const spec = { ...SPEC, ...plaintext('import') };
    await kubectl(['apply', '--filename=-'], manifest('foreign', spec));
    await waitFor(() => ana.getRollout(refTo('foreign')), {
      what: 'the import',
    });
  }

  async function drift() {
    await ana.createRollout(project, { name: 'drifted', spec: SPEC });
    await untilApplied('drifted');
    const spec = { ...SPEC, ...plaintext('drift') };
    await kubectl(
      ['apply', '--server-side', '--force-conflicts', '--filename=-'],
      manifest('drifted', spec),
    );
    await untilHolds(
      async () =>
        expect((await newestOf('drifted')).notes).toContain('changedInCluster'),
      { what: 'the drift' },
    );
    await save('drifted', { ...SPEC, replicas: 3 });
    await untilApplied('drifted');
  }

  async function beRefused() {
    const bad = { ...SPEC, ...plaintext('refused'), replicas: -1 };
    const attempts = [
      save('form', bad),
      save('form', {
        ...SPEC,
        secrets: [{ name: 'NOT OK', value: detector.marker('name') }],
      }),
      save('form', SPEC, {
        set: [{ name: 'NOT OK', value: detector.marker('bad-name') }],
      }),
      save('form', SPEC, {
        set: [{ name: 'ZERO', value: `${detector.marker('zero')}\0` }],
      }),
      save('form', SPEC, {
        jobs: {
          absent: { set: [{ name: 'A', value: detector.marker('absent') }] },
        },
      }),
      save('form', SPEC, {
        set: [{ name: 'LONG', value: detector.marker('long').repeat(20_000) }],
      }),
    ];
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status)).toEqual(
      attempts.map(() => 'rejected'),
    );
    const bodies = [
      `{"spec": {"secrets": [{"name": "A", "value": "${detector.marker('cut')}`,
      JSON.stringify({ spec: detector.marker('as-spec') }),
      JSON.stringify({
        spec: { ...SPEC, secrets: [{ value: detector.marker('unnamed') }] },
      }),
      JSON.stringify({
        spec: { ...SPEC, secrets: { A: detector.marker('as-map') } },
      }),
      JSON.stringify({
        spec: {
          ...SPEC,
          secrets: [{ name: 'A', value: [detector.marker('list')] }],
        },
      }),
      JSON.stringify({
        spec: { ...SPEC, image: { password: detector.marker('alone') } },
      }),
      JSON.stringify({ spec: SPEC, secrets: detector.marker('as-text') }),
      JSON.stringify({
        spec: SPEC,
        secrets: { set: [{ [detector.marker('as-key')]: 'x' }] },
      }),
    ];
    for (const body of bodies) {
      const { status } = await sendRaw('/rollouts/form/spec', body);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  }

  async function makeBlueprint() {
    const template = { ...SPEC, ...plaintext('blueprint') };
    const body = { title: 'Leaky', owner: 'user:default/ana', template };
    await expect(ana.call('createBlueprint', { body })).rejects.toMatchObject({
      status: 422,
    });
  }

  async function readEverything(rollout: string) {
    const params = refTo(rollout);
    const { items } = await ana.listRevisions(params, { limit: 200 });
    for (const { number } of items) {
      await ana.getRevision(params, number);
      await ana.call('getSecrets', { params, query: { revision: number } });
    }
    await ana.call('getSecrets', { params });
    await ana.call('draftBlueprint', { params });
    await playOperator(shared.cluster, { namespace, name: rollout });
    const map = await waitFor(
      async () => {
        const found = await ana.call('getMap', { params });
        const kinds = found.nodes.map(({ kind }) => kind);
        return kinds.includes('Secret') && found;
      },
      { what: `the Secret of ${rollout} on the map` },
    );
    for (const { kind, name } of map.nodes) {
      await ana.call('getManifest', {
        params: { ...params, kind: mapKindSchema.parse(kind), name },
        query: { managedFields: true },
      });
    }
  }

  it('B06 M14 never come out again: not from the database, logs, audit, Rollouts, answers, streams or errors', async () => {
    const rollouts = ['form', 'yaml', 'foreign', 'drifted'];
    await follow([
      'rollouts',
      ...rollouts.flatMap(name => [
        `rollout:${project}/${name}`,
        `map:${project}/${name}`,
        `events:${project}/${name}`,
      ]),
    ]);

    await useForm();
    await useYaml();
    await importFromCluster();
    await drift();
    await beRefused();
    await makeBlueprint();
    for (const rollout of rollouts) {
      await readEverything(rollout);
    }
    for (const rollout of ['foreign', 'drifted']) {
      await ana.call('moveSecrets', { params: refTo(rollout) });
      await untilApplied(rollout);
      await readEverything(rollout);
    }

    const { stdout } = await kubectl([
      'get',
      'rollouts',
      '--output=json',
      '--show-managed-fields',
    ]);
    detector.see('Rollouts', stdout);
    expect(JSON.parse(stdout).items).toHaveLength(rollouts.length);
    for (const file of await readdir(folder)) {
      const content = await readFile(join(folder, file), 'latin1');
      detector.see('database', content);
    }
    expect(detector.leaks()).toEqual([]);
    for (const where of ['logs', 'audit log', 'streams', 'API answers']) {
      expect(detector.count(where)).toBeGreaterThan(0);
    }

    // Where they are, they are found: so the look above was no blind one.
    const secrets = await kubectl(['get', 'secrets', '--output=json']);
    detector.see('Secrets', secrets.stdout);
    expect(detector.leaks()).toEqual(
      expect.arrayContaining(
        ['form', 'sign-in', 'yaml-job', 'import-secret', 'drift-password'].map(
          what => expect.stringMatching(`^mk-${what}-.* in Secrets$`),
        ),
      ),
    );
  });
});
