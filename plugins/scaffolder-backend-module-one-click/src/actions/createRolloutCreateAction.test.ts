import { mockCredentials } from '@backstage/backend-test-utils';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { rolloutSpecSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { parse } from 'yaml';
import { buildSpec } from '../buildSpec';
import { FakeOneClickApi, runAction } from '../__testUtils__';
import { createRolloutCreateAction } from './createRolloutCreateAction';
import { rolloutCreateExamples } from './rolloutCreateExamples';

const input = {
  project: 'shop',
  name: 'web',
  image: 'nginx:1.27',
  port: 80,
  host: 'shop.example.com',
  entityRef: 'component:default/storefront',
};

function setUp() {
  const api = new FakeOneClickApi();
  const actedAs: unknown[] = [];
  const action = createRolloutCreateAction({
    oneClick: {
      actAs: credentials => {
        actedAs.push(credentials);
        return api;
      },
    },
  });
  return { action, actedAs, api };
}

describe('one-click:rollout:create', () => {
  it('creates what the template asks for and says where it is', async () => {
    const { action, api } = setUp();

    const { output } = await runAction(action, { input });

    expect(api.creations).toEqual([
      {
        project: 'shop',
        rollout: {
          name: 'web',
          title: undefined,
          entityRef: 'component:default/storefront',
          spec: buildSpec(input),
          via: 'template',
        },
        idempotencyKey: 'template-task-1-shop-web',
      },
    ]);
    expect(output).toEqual({
      project: 'shop',
      name: 'web',
      path: '/one-click/projects/shop/rollouts/web',
      revision: 1,
    });
  });

  it('acts as whoever runs the template', async () => {
    const { action, actedAs } = setUp();
    const credentials = mockCredentials.user('user:default/ana');

    await runAction(action, { input, credentials });

    expect(actedAs).toEqual([credentials]);
  });

  it('uses one key for one task, so that a task run again creates nothing twice', async () => {
    const { action, api } = setUp();

    await runAction(action, { input });
    await runAction(action, { input });
    await runAction(action, { input: { ...input, name: 'worker' } });

    const keys = api.creations.map(({ idempotencyKey }) => idempotencyKey);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('names each field the backend refuses', async () => {
    const { action, api } = setUp();
    const body = {
      error: {
        name: 'InputError',
        message: 'The rollout is not valid',
        fields: [{ path: 'spec.image.tag', message: 'must be a tag' }],
      },
    };
    api.refusal = await OneClickError.fromResponse(
      new Response(JSON.stringify(body), { status: 422 }),
    );

    await expect(runAction(action, { input })).rejects.toThrow(
      'The rollout is not valid\n- spec.image.tag: must be a tag',
    );
  });

  it('names no entity where the form left it out', async () => {
    const { action, api } = setUp();

    await runAction(action, { input: { ...input, entityRef: '' } });

    expect(api.creations[0]?.rollout.entityRef).toBeUndefined();
  });

  it('hands on any other refusal in its own words', async () => {
    const { action, api } = setUp();
    api.refusal = new Error("Rollout 'web' is already there");

    await expect(runAction(action, { input })).rejects.toThrow(api.refusal);
  });

  describe('in a dry run', () => {
    it('creates nothing', async () => {
      const { action, api } = setUp();

      const { output } = await runAction(action, { input, isDryRun: true });

      expect(api.creations).toEqual([]);
      expect(output).toMatchObject({ project: 'shop', name: 'web' });
      expect(output).not.toHaveProperty('revision');
    });

    it('names each field that is not valid', async () => {
      const { action } = setUp();
      const wrong = { ...input, host: 'https://shop.example.com' };

      await expect(
        runAction(action, { input: wrong, isDryRun: true }),
      ).rejects.toThrow(
        /not valid\n- spec\.interfaces\[0\]\.ingress\.rules\[0\]\.host: must be a DNS name/,
      );
    });

    it('judges the name as well', async () => {
      const { action } = setUp();
      const wrong = { ...input, name: 'Web' };

      await expect(
        runAction(action, { input: wrong, isDryRun: true }),
      ).rejects.toThrow(/not valid\n- name: the name of a rollout must be/);
    });

    it('finds out that the project is not there', async () => {
      const { action } = setUp();

      await expect(
        runAction(action, {
          input: { ...input, project: 'nowhere' },
          isDryRun: true,
        }),
      ).rejects.toThrow("No project 'nowhere' that you may see");
    });
  });

  it.each(rolloutCreateExamples)(
    'shows an example that the schema takes: $description',
    ({ example }) => {
      const { steps } = parse(example);

      expect(() =>
        rolloutSpecSchema.parse(buildSpec(steps[0].input)),
      ).not.toThrow();
    },
  );
});
