import { createBackendModule } from '@backstage/backend-plugin-api';
import type {
  BlueprintCreate,
  BlueprintParameter,
  OneClickClient,
} from '@one-click/backstage-plugin-one-click-common';
import { oneClickBlueprintSourcesExtensionPoint } from '@one-click/backstage-plugin-one-click-node';
import type { Knex } from 'knex';
import type { Engine, TestDatabases } from './databases';
import { aSpec } from './records';
import { startOneClickBackend } from './testBackend';
import type { TestBackend } from './testBackend';

export const TEAM_A = 'group:default/team-a';

const PARAMETERS: BlueprintParameter[] = [
  { type: 'imageTag', name: 'tag', title: 'Version', default: '1.27' },
  { type: 'number', name: 'count', title: 'Instances', integer: true },
  { type: 'secret', name: 'apiKey', title: 'Key', key: 'API_KEY' },
];
/** A template with a place for each parameter that has one. */
export const TEMPLATE = {
  image: { ...aSpec().image, tag: '${{ parameters.tag }}' },
  replicas: '${{ parameters.count }}' as unknown as number,
};

/** A blueprint that asks for a tag, a number and a secret. */
export function aBlueprint(
  over: Partial<BlueprintCreate> = {},
): BlueprintCreate {
  return {
    title: 'Web service',
    summary: 'Serves',
    owner: TEAM_A,
    parameters: PARAMETERS,
    template: TEMPLATE,
    ...over,
  };
}

/** A module as the documentation of one-click-node shows it. */
const acmeBlueprints = createBackendModule({
  pluginId: 'one-click',
  moduleId: 'acme-blueprints',
  register(env) {
    env.registerInit({
      deps: { blueprints: oneClickBlueprintSourcesExtensionPoint },
      async init({ blueprints }) {
        blueprints.addBlueprintSource({
          id: 'acme',
          listBlueprints: async () => [
            { name: 'web', title: 'Acme web', version: 2, template: aSpec() },
          ],
        });
      },
    });
  },
});

/** Call in a `describe`: a backend with a project `shop` of Ana's group, and a source of blueprints. */
export function useBlueprintBackend(databases: TestDatabases, engine: Engine) {
  let knex: Knex;
  let backend: TestBackend;

  beforeAll(async () => {
    knex = await databases.create(engine);
    backend = await startOneClickBackend({ knex, features: [acmeBlueprints] });
    const ana = backend.clientOf('ana');
    await ana.createProject({ name: 'shop', owner: TEAM_A });
  });
  afterAll(() => backend?.stop());

  return {
    knex: () => knex,
    as: (person: Parameters<TestBackend['clientOf']>[0]): OneClickClient =>
      backend.clientOf(person),
    /** Ana makes one. */
    async make(over: Partial<BlueprintCreate> = {}) {
      const body = aBlueprint(over);
      const made = await backend
        .clientOf('ana')
        .call('createBlueprint', { body });
      return { blueprint: made.name };
    },
    /** Ana makes a link. */
    async share(params: { readonly blueprint: string }) {
      const { token } = await backend
        .clientOf('ana')
        .call('makeShareLink', { params, body: {} });
      return { token };
    },
  };
}
