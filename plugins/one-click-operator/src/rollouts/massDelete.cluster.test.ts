import { setTimeout as sleep } from 'node:timers/promises';
import {
  makeNamespace,
  untilHolds,
  useCluster,
  waitFor,
} from '@one-click/devcluster';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { Resource } from '@one-click/backstage-plugin-one-click-kube';
import { startOperator } from '../program/startOperator';
import type { Operator } from '../program/startOperator';
import { OPERATOR_USER, World } from '../../test/useOperator';

jest.setTimeout(600_000);

const MANY = 40;
const QUIET_MS = 5_000;

const OWNED: readonly Resource[] = [
  resources.rollouts,
  resources.deployments,
  resources.services,
  resources.secrets,
  resources.pods,
];

const spec = {
  image: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
  secrets: [{ name: 'KEY', value: 'v' }],
  volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
  interfaces: [{ name: 'http', port: 80 }],
};

describe('many rollouts', () => {
  const shared = useCluster();
  let world: World;
  let doomed: string;
  let operator: Operator;
  const lines: string[] = [];

  beforeAll(async () => {
    world = await World.create(shared.cluster);
    doomed = await makeNamespace(shared.cluster, { prefix: 'doomed' });
    const note = (facts: object, message: string) =>
      lines.push(`${message} ${JSON.stringify(facts)}`);
    operator = startOperator({
      client: world.operatorClient,
      namespaces: [world.namespace, doomed],
      log: { debug: note, info: note, warn: note },
    });
    await operator.ready;
    await Promise.all(
      [world.namespace, doomed].flatMap(namespace =>
        Array.from({ length: MANY / 2 }, (_, index) =>
          world.admin.apply(
            resources.rollouts,
            { metadata: { name: `many-${index}`, namespace }, ...{ spec } },
            { fieldManager: 'one-click', force: true },
          ),
        ),
      ),
    );
    await waitFor(
      async () => {
        const [one, other] = await Promise.all(
          [world.namespace, doomed].map(statesIn),
        );
        return [one, other].every(
          states => states?.length === 1 && states[0] === 'Healthy',
        );
      },
      { what: 'all to be healthy', explain },
    );
  });

  afterAll(async () => {
    await operator?.stop();
    await world?.close();
  });

  it('go with their namespace, and hold up nobody else', async () => {
    const { admin, namespace } = world;
    const since = new Date();
    await admin.delete(resources.namespaces, { name: doomed });
    await world.ask('beside');
    await world.untilState('beside', 'Healthy');
    await untilHolds(
      async () => {
        expect(
          await admin.find(resources.namespaces, { name: doomed }),
        ).toBeUndefined();
      },
      { what: 'the namespace to go', explain },
    );
    await rest(doomed);

    // Kubernetes deletes children before their rollouts, and refuses new ones.
    const attempts = await writesIn(doomed, since);
    expect(attempts.length).toBeLessThan((MANY / 2) * 12);
    expect(await statesIn(namespace)).toEqual(['Healthy']);
  });

  it('are deleted all at once and held up by no write of ours, save their claims, which stay', async () => {
    const { admin, namespace } = world;
    await rest(namespace);
    const since = new Date();
    await world.cluster.kubectl([
      'delete',
      'rollouts',
      '--all',
      '--wait=false',
      `--namespace=${namespace}`,
    ]);
    await untilGone(namespace);
    await sleep(QUIET_MS);
    await untilGone(namespace);

    const claims = await admin.list(resources.persistentVolumeClaims, {
      namespace,
    });
    expect(claims.items).toHaveLength(MANY / 2);
    // The going of a child may be told before that of its rollout. It is then made
    // anew once, and collected at once, since its owner is gone.
    const writes = await writesIn(namespace, since);
    expect(writes.filter(write => !write.endsWith(' 201'))).toEqual([]);
    expect(new Set(writes).size).toBe(writes.length);
  });

  async function untilGone(namespace: string): Promise<void> {
    await untilHolds(
      async () => {
        for (const kind of OWNED) {
          const { items } = await world.admin.list(kind, { namespace });
          expect(items).toEqual([]);
        }
      },
      { what: 'all to go', explain },
    );
  }

  /** Waits until nothing is written in a namespace any more. */
  async function rest(namespace: string): Promise<void> {
    await untilHolds(
      async () => {
        const since = new Date(Date.now() - QUIET_MS);
        expect(await writesIn(namespace, since)).toEqual([]);
      },
      { what: `rest in '${namespace}'`, explain },
    );
  }

  function explain(): string {
    return lines.slice(-8).join(' | ');
  }

  async function statesIn(namespace: string): Promise<(string | undefined)[]> {
    const { items } = await world.admin.list(resources.rollouts, { namespace });
    return [...new Set(items.map(({ status }) => status?.state))];
  }

  async function writesIn(namespace: string, since: Date): Promise<string[]> {
    const events = await world.cluster.audit.writes({
      user: OPERATOR_USER,
      since,
    });
    return events
      .filter(each => each.namespace === namespace)
      .map(({ verb, resource, name, status }) =>
        [verb, resource, name, status].join(' '),
      );
  }
});
