import { createBackendModule } from '@backstage/backend-plugin-api';
import { oneClickTagSourcesExtensionPoint } from '@one-click/backstage-plugin-one-click-node';
import { useDatabases } from '../../test/databases';
import { digestFor } from '../../test/FakeRegistryClient';
import {
  ABSENT_CLUSTER,
  headerOf,
  startOneClickBackend,
} from '../../test/testBackend';
import type { TestBackend } from '../../test/testBackend';
import { withTag } from '../../test/updateRig';
import { untilHolds } from '@one-click/devcluster';

jest.setTimeout(200_000);

const databases = useDatabases();

/** The example of the documentation: tags of a registry that has no API of its own. */
const inventoryModule = createBackendModule({
  pluginId: 'one-click',
  moduleId: 'acme-inventory',
  register(env) {
    env.registerInit({
      deps: { tags: oneClickTagSourcesExtensionPoint },
      async init({ tags }) {
        tags.addTagSource({
          id: 'acme.inventory',
          answersFor: ({ registry }) => registry === 'images.acme.example',
          listTags: async () => ['2.4.0', '2.5.0', '3.0.0'],
          findDigest: async ({ tag }) => digestFor(tag),
        });
      },
    });
  },
});

const rollout = { project: 'shop', rollout: 'web' };
const policy = {
  rule: { kind: 'semver', constraint: '^2' },
  mode: 'apply',
} as const;

describe.each(['SQLite', 'PostgreSQL'] as const)(
  'auto update over HTTP, on %s',
  engine => {
    let backend: TestBackend;
    beforeAll(async () => {
      backend = await startOneClickBackend({
        knex: await databases.create(engine),
        features: [inventoryModule],
      });
      const ana = backend.clientOf('ana');
      await ana.createProject({ name: 'shop', owner: 'group:default/team-a' });
      for (const name of ['web', 'api', 'job']) {
        await ana.createRollout('shop', {
          name,
          spec: withTag('images.acme.example/acme/web:2.4.0'),
        });
      }
    });
    afterAll(() => backend?.stop());

    const post = (
      path: string,
      body: string,
      headers: Readonly<Record<string, string>> = {},
    ) =>
      fetch(`${backend.url}${path}`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', ...headers },
      });

    it('M10 takes the newest tag of the policy, as a tag source of a module knows it', async () => {
      const ana = backend.clientOf('ana');
      await expect(
        ana.call('previewUpdatePolicy', { params: rollout, body: policy }),
      ).resolves.toMatchObject({
        pick: { tag: '2.5.0' },
        skippedCounts: { outsideConstraint: 1, running: 1 },
      });
      await ana.call('putUpdatePolicy', { params: rollout, body: policy });

      await untilHolds(
        async () => {
          await expect(ana.getRollout(rollout)).resolves.toMatchObject({
            spec: { image: { tag: '2.5.0' } },
            revision: { via: 'update', createdBy: 'auto-update' },
          });
          await expect(
            ana.call('getUpdatePolicy', { params: rollout }),
          ).resolves.toMatchObject({
            ...policy,
            lastDecision: { verdict: 'applied', to: { tag: '2.5.0' } },
          });
        },
        { what: 'the newer tag to be taken' },
      );
      await expect(
        ana.call('listUpdateDecisions', { params: rollout }),
      ).resolves.toMatchObject({ totalItems: 1 });
      await ana.call('removeUpdatePolicy', { params: rollout });
      await expect(
        ana.call('getUpdatePolicy', { params: rollout }),
      ).rejects.toMatchObject({ status: 404 });
    });

    it('says which field of a policy is wrong', async () => {
      await expect(
        backend.clientOf('ana').call('putUpdatePolicy', {
          params: rollout,
          body: { ...policy, rule: { kind: 'pattern', pattern: '(' } },
        }),
      ).rejects.toMatchObject({
        status: 400,
        fields: [{ path: 'rule.pattern' }],
      });
    });

    it('proposes, and a person accepts', async () => {
      const params = { ...rollout, rollout: 'api' };
      const ana = backend.clientOf('ana');
      await ana.call('putUpdatePolicy', {
        params,
        body: { ...policy, mode: 'propose' },
      });
      let proposal = '';
      await untilHolds(
        async () => {
          const page = await ana.call('listProposals', { params });
          expect(page.items).toMatchObject([{ state: 'open' }]);
          proposal = page.items[0]!.id;
        },
        { what: 'the newer tag to be proposed' },
      );
      await expect(
        ana.call('acceptProposal', { params: { ...params, proposal } }),
      ).resolves.toMatchObject({ state: 'accepted', revision: 2 });
      await expect(
        ana.call('declineProposal', { params: { ...params, proposal } }),
      ).rejects.toMatchObject({ status: 409 });
    });

    it('answers every call of a webhook alike, whoever calls', async () => {
      const ana = backend.clientOf('ana');
      const { url } = await ana.call('makeWebhook', {
        params: rollout,
        body: { sender: 'github' },
      });
      const token = url.split('/').at(-1)!;
      const calls = [
        post(`/v1/webhooks/${token}`, '{"a":1}'),
        post(`/v1/webhooks/${token}`, 'no json {'),
        post(`/v1/webhooks/${token}`, 'x'.repeat(3_000_000)),
        post(`/v1/webhooks/made-up`, '{}'),
        post(`/v1/webhooks/${'x'.repeat(2_000)}`, '{}'),
        post(`/v1/webhooks/${token}`, '{}', { Authorization: 'Bearer nobody' }),
      ];
      for (const response of await Promise.all(calls)) {
        expect(response.status).toBe(202);
        await expect(response.text()).resolves.toBe('{}');
      }
      await expect(
        ana.call('getWebhook', { params: rollout }),
      ).resolves.toMatchObject({
        sender: 'github',
        lastResult: expect.stringMatching(/wrongSignature|tooLarge/),
      });
    });

    it('deploys with a token, by either header, and with nothing else', async () => {
      const params = { ...rollout, rollout: 'job' };
      const ana = backend.clientOf('ana');
      const { token, id } = await ana.call('makeDeployToken', {
        params,
        body: { name: 'ci' },
      });
      const deploy = (tag: string, headers: Readonly<Record<string, string>>) =>
        post('/v1/deploy', JSON.stringify({ tag }), headers);

      const first = await deploy('2.4.1', { Authorization: `Bearer ${token}` });
      await expect(first.json()).resolves.toEqual({
        ...params,
        revision: 2,
        changed: true,
      });
      const second = await deploy('2.4.2', {
        'One-Click-Deploy-Token': token,
      });
      expect(second.status).toBe(200);
      const person = await deploy('2.4.3', { Authorization: headerOf('ana') });
      expect(person.status).toBe(401);
      const wrong = await post(
        '/v1/deploy',
        JSON.stringify({ repository: 'evil/web' }),
        { Authorization: `Bearer ${token}` },
      );
      expect(wrong.status).toBe(400);
      // It opens nothing but that.
      const list = await fetch(`${backend.url}/v1/projects`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      expect(list.status).toBe(401);
      await ana.call('revokeDeployToken', { params: { ...params, id } });
      const late = await deploy('2.4.4', { Authorization: `Bearer ${token}` });
      expect(late.status).toBe(401);
      await expect(ana.getRollout(params)).resolves.toMatchObject({
        spec: { image: { tag: '2.4.2' } },
        revision: { via: 'pipeline', createdBy: 'deploy-token:ci' },
      });
    });

    it('M09 suggests tags by prefix, and tells why there are none', async () => {
      const ana = backend.clientOf('ana');
      const params = { project: 'shop' };
      const image = { registry: 'images.acme.example', repository: 'acme/web' };

      await expect(
        ana.call('listImageTags', { params, body: { ...image, prefix: '2' } }),
      ).resolves.toEqual({
        tags: ['2.5.0', '2.4.0'],
        total: 2,
        isComplete: true,
      });
      await expect(
        ana.call('listImageTags', {
          params,
          body: { registry: '169.254.169.254', repository: 'latest' },
        }),
      ).resolves.toMatchObject({
        tags: [],
        problem: { id: 'blockedAddress' },
      });
      await expect(
        ana.call('inspectImage', {
          params,
          body: { registry: 'localhost:5000', repository: 'a', tag: '1' },
        }),
      ).resolves.toMatchObject({ problem: { id: 'blockedAddress' } });
    });
  },
);

describe('callers that call too often', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await startOneClickBackend({
      config: {
        oneClick: {
          clusters: [ABSENT_CLUSTER],
          limits: { writesPerMinute: 2 },
        },
      },
    });
  });
  afterAll(() => backend?.stop());

  it('are told so, unless they call a webhook', async () => {
    const call = (path: string) =>
      fetch(`${backend.url}${path}`, { method: 'POST' });
    const statuses = [];
    for (const path of [
      '/v1/webhooks/a',
      '/v1/webhooks/a',
      '/v1/webhooks/a',
      '/v1/deploy',
    ]) {
      statuses.push((await call(path)).status);
    }

    expect(statuses).toEqual([202, 202, 202, 429]);
  });
});
