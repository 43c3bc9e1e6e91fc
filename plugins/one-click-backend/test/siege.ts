import { randomUUID } from 'node:crypto';
import type { Operation } from '@one-click/backstage-plugin-one-click-common';
import type { Knex } from 'knex';
import type { PurgeRecord } from '../src/bin/PurgeStore';
import type { ProjectRecord } from '../src/projects/ProjectRecord';
import { send } from './anyRequest';
import type { AnyAnswer, AnyRequest } from './anyRequest';
import { createKeeper } from './databases';
import { aSpec, DAWN } from './records';
import { headerOf, startOneClickBackend } from './testBackend';
import type { TestBackend } from './testBackend';

/** In every text of Ana's; Bo, who is of another team, must never read it. */
export const MARKER = 'hidden-treasure';

/** Tables that change while nobody asks for anything: what is known of clusters, and what waits for them. */
const RESTLESS = [
  'clusters',
  'knex_migrations',
  'knex_migrations_lock',
  'outbox',
];

/** Ana's project `shop` with the rollout `web`, and Bo's project `theirs` with another of that name. */
export interface Siege {
  readonly backend: TestBackend;
  /** Ana's, of her rollout. */
  readonly deployToken: string;
  /** Of a link to her blueprint that she has ended. */
  readonly shareToken: string;
  /** Ids of Ana's things that are no UUIDs. */
  readonly names: readonly string[];
  /** Every answer that Bo got. */
  readonly answers: readonly string[];
  asBo(operation: Operation, request: AnyRequest): Promise<AnyAnswer>;
  /** All that is kept, but for what changes by itself. */
  dump(): Promise<Readonly<Record<string, unknown>>>;
}

/** Starts a backend with what Bo is after, on a SQLite database. */
export async function startSiege(knex: Knex): Promise<Siege> {
  const backend = await startOneClickBackend({ knex });
  const deployToken = await hideTreasure(backend);
  const { blueprint, shareToken } = await hideBlueprint(backend);
  const { stores } = await createKeeper(knex);
  const project = (await stores.projects.find('shop'))!;
  await stores.purges.insert(aPurgeOf(project));
  const bo = backend.clientOf('bo');
  await bo.createProject({ name: 'theirs', owner: 'group:default/team-b' });
  await bo.createRollout('theirs', { name: 'web', spec: aSpec() });
  const answers: string[] = [];
  return {
    backend,
    deployToken,
    shareToken,
    names: ['shop', 'web', blueprint],
    answers,
    async asBo(operation, request) {
      const answer = await send(backend.url, operation, {
        ...request,
        headers: {
          authorization: headerOf('bo'),
          'If-Match': '"2"',
          ...request.headers,
        },
      });
      answers.push(answer.text);
      return answer;
    },
    async dump() {
      const tables: { name: string }[] = await knex('sqlite_master')
        .where({ type: 'table' })
        .whereNot('name', 'like', 'sqlite_%')
        .whereNotIn('name', RESTLESS)
        .select('name');
      const rows: Record<string, unknown> = {};
      for (const { name } of tables) {
        rows[name] = await knex(name).select('*');
      }
      return rows;
    },
  };
}

/** Makes all that Ana has; gives her deploy token. */
async function hideTreasure(backend: TestBackend): Promise<string> {
  const ana = backend.clientOf('ana');
  await ana.createProject({
    name: 'shop',
    title: MARKER,
    description: MARKER,
    tags: [MARKER],
    owner: 'group:default/team-a',
  });
  const spec = aSpec({ env: [{ name: 'PLACE', value: MARKER }] });
  await ana.createRollout('shop', {
    name: 'web',
    title: MARKER,
    spec,
    entityRef: 'component:default/web',
  });
  const ref = { project: 'shop', rollout: 'web' };
  await ana.saveRollout(ref, {
    spec: { ...spec, replicas: 2 },
    note: MARKER,
    baseRevision: 1,
  });
  const { token } = await ana.call('makeDeployToken', {
    params: ref,
    body: { name: MARKER },
  });
  await ana.call('makeWebhook', { params: ref, body: { sender: 'generic' } });
  return token;
}

/** Makes a blueprint that only Ana's team sees, with a link that works no more. */
async function hideBlueprint(backend: TestBackend) {
  const ana = backend.clientOf('ana');
  const { name: blueprint } = await ana.call('createBlueprint', {
    body: {
      // Its name comes from this, and answers repeat the name one asks for.
      title: 'Shop front',
      summary: MARKER,
      readme: MARKER,
      owner: 'group:default/team-a',
      template: aSpec({ env: [{ name: 'PLACE', value: MARKER }] }),
    },
  });
  const params = { blueprint };
  const { token } = await ana.call('makeShareLink', { params, body: {} });
  await ana.call('endShareLink', { params });
  return { blueprint, shareToken: token };
}

/** What became of something of Ana's that is gone. */
function aPurgeOf({ id: projectId, name }: ProjectRecord): PurgeRecord {
  return {
    id: randomUUID(),
    parentId: undefined,
    projectId,
    project: name,
    rollout: MARKER,
    requestedAt: DAWN,
    requestedBy: 'user:default/ana',
    checkedAt: undefined,
    finishedAt: undefined,
    seen: [],
    remaining: [],
    kept: [],
  };
}
