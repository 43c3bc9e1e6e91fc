import { makeNamespace, useCluster } from '@one-click/devcluster';
import {
  readGoOperatorRollouts,
  readOriginalInstallObjects,
  readOriginalSamples,
} from '@one-click/fixtures';
import fc from 'fast-check';
import { anySpec } from '../../../test/arbitraries';
import { badManifests, goodManifests } from '../../../test/manifests';
import {
  complaintsOf,
  rolloutApi,
  type RolloutApi,
} from '../../../test/rolloutApi';
import { applyDefaults } from '../defaults';
import type { RolloutSpecInput } from '../types';
import { parseRolloutSpec } from './parse';
import { rolloutSpec } from './spec';

jest.setTimeout(300_000);

const DRY_RUN = '&dryRun=All';

describe('the CRD on a real API server (R01)', () => {
  const shared = useCluster();
  let api: RolloutApi;

  beforeAll(async () => {
    const { cluster } = shared;
    const namespace = await makeNamespace(cluster, { prefix: 'crd' });
    api = rolloutApi({ cluster, namespace });
  });

  afterAll(() => api?.close());

  it.each(goodManifests)(
    'accepts a manifest that $does, for $reason',
    async ({ spec, name }) => {
      const sent = { spec, ...(name && { name }) };

      const created = await api.create(sent, DRY_RUN);
      const applied = await api.apply(sent, DRY_RUN);

      expect(complaintsOf(created)).toEqual(['']);
      expect(created.body.spec).toEqual(
        applyDefaults(spec as unknown as RolloutSpecInput),
      );
      expect(rolloutSpec.parse(spec)).toEqual(created.body.spec);
      expect(applied.body.spec).toEqual(created.body.spec);
    },
  );

  it.each(badManifests)(
    'refuses a manifest that $does, for $reason',
    async bad => {
      const { spec, name, field, says } = bad;
      const { serverField = field, serverSays = says } = bad;

      const answer = await api.create({ spec, ...(name && { name }) }, DRY_RUN);
      const complaints = complaintsOf(answer);

      expect([400, 422]).toContain(answer.status);
      for (const fragment of serverSays) {
        expect(complaints.join('\n')).toContain(fragment);
      }
      expect(complaints.join('\n')).toContain(
        serverField ? `spec.${serverField}` : '',
      );
    },
  );

  it('complains about all mistakes of range and syntax at once', async () => {
    const spec = {
      image: { registry: 'https://x', repository: 'X', tag: '' },
      interfaces: [{ name: 'http', port: 0 }],
      env: [{ name: 'A' }],
    };

    const complaints = complaintsOf(await api.create({ spec }, DRY_RUN));

    expect(complaints.map(line => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        'spec.image.registry',
        'spec.image.repository',
        'spec.image.tag',
        'spec.interfaces[0].port',
        'spec.env[0].value',
      ]),
    );
  });

  it.each([
    ['Rollouts of the Go operator', readGoOperatorRollouts()],
    ['samples of the original', readOriginalSamples()],
    [
      'Rollouts of a running original',
      readOriginalInstallObjects().filter(({ kind }) => kind === 'Rollout'),
    ],
  ])('accepts the %s', async (_, rollouts) => {
    for (const { metadata, spec } of rollouts) {
      const sent = { name: metadata.name, spec };

      expect(complaintsOf(await api.apply(sent, DRY_RUN))).toEqual(['']);
    }
  });

  it('judges any spec as zod does, and fills in the same defaults', async () => {
    const judge = async (spec: RolloutSpecInput) => {
      const answer = await api.create({ spec }, DRY_RUN);
      const parsed = parseRolloutSpec(spec, { name: 'rollout' });

      const { status, body } = answer;
      expect({
        accepted: status === 201,
        spec: body.spec,
        complaints: complaintsOf(answer).filter(Boolean).length > 0,
      }).toEqual({
        accepted: parsed.ok,
        spec: parsed.ok ? applyDefaults(spec) : undefined,
        complaints: !parsed.ok,
      });
    };

    await fc.assert(fc.asyncProperty(anySpec, judge), { numRuns: 200 });
  });

  it('drops nulls as parseRolloutSpec does', async () => {
    const { spec } = goodManifests[0]!;

    const answer = await api.create(
      { spec: { ...spec, replicas: null } },
      DRY_RUN,
    );

    expect(answer.body.spec).toMatchObject({ replicas: 1 });
  });
});
