import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { AuditEvent } from '@one-click/devcluster';
import { parseAllDocuments } from 'yaml';
import { everyField } from '../../test/everyField';
import { OPERATOR_USER, useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

const ROLE = join(__dirname, '../../../../deploy/rbac/operator.yaml');

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Of its ClusterRole; that on its Lease is a Role of its own. */
async function granted(): Promise<string[]> {
  const roles = parseAllDocuments(await readFile(ROLE, 'utf8')).map(
    role => role.toJS() as { kind: string; rules: Rule[] },
  );
  return roles
    .filter(({ kind }) => kind === 'ClusterRole')
    .flatMap(({ rules }) => rules)
    .flatMap(({ apiGroups, resources: plurals, verbs }) =>
      apiGroups.flatMap(group =>
        plurals.flatMap(plural =>
          verbs.map(verb => `${verb} ${group}/${plural}`),
        ),
      ),
    )
    .sort();
}

/** The rights that requests took. An apply that makes an object takes two. */
function rightsOf(requests: readonly AuditEvent[]): string[] {
  const rights = requests.flatMap(request => {
    const { verb, apiGroup, resource, subresource, status } = request;
    const what = [`${apiGroup}/${resource}`, subresource]
      .filter(Boolean)
      .join('/');
    const makes = verb === 'patch' && status === 201;
    return [`${verb} ${what}`, ...(makes ? [`create ${what}`] : [])];
  });
  return [...new Set(rights)].sort();
}

/** Rights for what no test cluster asks for. */
const UNSEEN = [
  // Where the cluster guards owner references.
  /^update one-click\.dev\/rollouts\/finalizers$/,
  // Where a server cannot list by a watch.
  /^list (?!\/events|\/nodes|\/pods)/,
];

describe('the rights of the operator', () => {
  const test = useOperator();

  it('are those it uses, all of them and no others', async () => {
    const { world } = test;
    const { namespace } = world;
    await world.ask('all', { spec: everyField });
    await world.untilState('all', 'Healthy');
    await world.ask('all', { spec: {} });
    await world.untilHolds('all that may go, to go', async () => {
      const kinds = [
        resources.services,
        resources.ingresses,
        resources.secrets,
        resources.configMaps,
        resources.cronJobs,
        resources.podDisruptionBudgets,
        resources.horizontalPodAutoscalers,
      ];
      const left = await Promise.all(
        kinds.map(kind => world.namesOf(kind, 'all')),
      );
      expect(left.flat()).toEqual([]);
      expect(
        await world.namesOf(resources.persistentVolumeClaims, 'all'),
      ).toEqual(['data-all']);
    });
    await world.ask('greedy', {
      spec: { resources: { requests: { cpu: '100k' } } },
    });
    await world.untilState('greedy', 'Blocked', 'NoCpu');
    await world.ask('unready', {
      spec: {
        image: { registry: 'fail.invalid', repository: 'x', tag: 'unready' },
      },
    });

    const requests = async () => {
      const events = await world.cluster.audit.events({ user: OPERATOR_USER });
      // Other tests of the run may speak as the same user.
      return events.filter(
        event =>
          (event.namespace ?? namespace) === namespace &&
          event.userAgent === `test as ${OPERATOR_USER}`,
      );
    };
    await world.until('events to be read', async () =>
      (await requests()).some(({ resource }) => resource === 'events'),
    );
    // A watch is in the log once it has ended.
    await world.stopOperator();
    const grants = await granted();
    await world.untilHolds('all uses to be logged', async () => {
      const uses = rightsOf(await requests());
      expect(
        grants
          .filter(line => !uses.includes(line))
          .filter(line => !UNSEEN.some(pattern => pattern.test(line))),
      ).toEqual([]);
    });
    const uses = rightsOf(await requests());
    expect(uses.filter(line => !grants.includes(line))).toEqual([]);
  });
});
