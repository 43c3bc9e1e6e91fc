import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  resources,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import { useCluster } from '@one-click/devcluster';
import type { AuditEvent } from '@one-click/devcluster';
import { readGoOperatorObjects } from '@one-click/fixtures';
import { parseAllDocuments } from 'yaml';
import { everyField } from '../../test/everyField';
import { OriginalInstallation } from '../../test/OriginalInstallation';
import { OPERATOR_USER, World } from '../../test/useOperator';
import { ClusterLeaseStore, LeaderElector } from '../engine/lease';
import { startOperator } from '../program/startOperator';
import type { Operator } from '../program/startOperator';

jest.setTimeout(300_000);

const ROLE = join(__dirname, '../../../../deploy/rbac/operator.yaml');

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules: readonly Rule[];
}

/** A role as it is shipped. */
async function shipped(kind: 'ClusterRole' | 'Role'): Promise<Role> {
  const roles = parseAllDocuments(await readFile(ROLE, 'utf8')).map(
    role => role.toJS() as Role,
  );
  return roles.find(role => role.kind === kind)!;
}

function grantedBy({ rules }: Role): string[] {
  const rights = rules.flatMap(({ apiGroups, resources: plurals, verbs }) =>
    apiGroups.flatMap(group =>
      plurals.flatMap(plural =>
        verbs.map(verb => `${verb} ${group}/${plural}`),
      ),
    ),
  );
  return [...new Set(rights)].sort();
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
  /^list (?!\/events|\/nodes|\/pods|.*\/ingressclasses)/,
];

/** An Ingress may wait for its address this long before anybody wonders; no test does. */
const LATER_MS = 10 * 60_000;
const later: Clock = {
  ...systemClock,
  now: () => systemClock.now() + LATER_MS,
};

/** But claims: one without our labels is somebody else's. */
const OWNED =
  'services,secrets,configmaps,deployments,ingresses,horizontalpodautoscalers,poddisruptionbudgets,cronjobs';

// Outside, so that it is stopped last.
const shared = useCluster();

describe('the rights of the operator (R16)', () => {
  let world: World;
  let operator: Operator;

  beforeAll(async () => {
    world = await World.create(shared.cluster);
    await OriginalInstallation.plant(
      world.admin,
      world.namespace,
      readGoOperatorObjects(),
    );
    const silent = () => undefined;
    operator = startOperator({
      client: world.operatorClient,
      namespaces: [world.namespace],
      log: { debug: silent, info: silent, warn: silent },
      clock: later,
    });
    await operator.ready;
  });

  afterAll(async () => {
    await operator?.stop();
    await world?.close();
  });

  /** Requests of this operator; other tests of the run may speak as the same user. */
  async function requests(): Promise<AuditEvent[]> {
    const { namespace } = world;
    const events = await world.cluster.audit.events({ user: OPERATOR_USER });
    return events.filter(
      event =>
        (event.namespace ?? namespace) === namespace &&
        event.userAgent === `test as ${OPERATOR_USER}`,
    );
  }

  /** Hides every child from the watches, which go by labels, until the operator has labelled it again. */
  async function hideChildren(rollout: string): Promise<void> {
    const place = [
      `--namespace=${world.namespace}`,
      `--selector=${ROLLOUT_LABEL}=${rollout}`,
    ];
    const names = async () => {
      const args = ['get', OWNED, ...place, '--output=name'];
      return (await world.cluster.kubectl(args)).stdout.split('\n').sort();
    };
    const before = await names();
    await world.cluster.kubectl([
      'label',
      OWNED,
      ...place,
      `${ROLLOUT_LABEL}-`,
    ]);
    await world.untilHolds('all to be labelled again', async () =>
      expect(await names()).toEqual(before),
    );
  }

  /** Asks for a volume whose claim is there, and somebody else's. */
  async function takeClaim(rollout: string): Promise<void> {
    const storage = '1Gi';
    const claim = {
      metadata: { name: `data-${rollout}`, namespace: world.namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
      },
    };
    await world.admin.create(resources.persistentVolumeClaims, claim);
    await world.ask(rollout, {
      spec: { volumes: [{ name: 'data', mountPath: '/data', size: storage }] },
    });
    await world.untilState(rollout, 'Blocked', 'NotOurs');
  }

  async function untilPruned(rollout: string): Promise<void> {
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
        kinds.map(kind => world.namesOf(kind, rollout)),
      );
      expect(left.flat()).toEqual([]);
      expect(
        await world.namesOf(resources.persistentVolumeClaims, rollout),
      ).toEqual([`data-${rollout}`]);
    });
  }

  it('are those it uses, all of them and no others', async () => {
    await world.ask('all', { spec: everyField });
    await world.untilState('all', 'Healthy');
    await hideChildren('all');
    await takeClaim('taken');
    await world.ask('all', { spec: {} });
    await untilPruned('all');
    await world.ask('greedy', {
      spec: { resources: { requests: { cpu: '100k' } } },
    });
    await world.untilState('greedy', 'Blocked', 'NoCpu');
    await world.ask('unready', {
      spec: {
        image: { registry: 'fail.invalid', repository: 'x', tag: 'unready' },
      },
    });
    // The same happens to it again, which is counted on the same Event.
    for (const suspend of [true, false, true, false]) {
      await world.ask('greedy', {
        spec: { suspend, resources: { requests: { cpu: '100k' } } },
      });
      await world.untilState('greedy', suspend ? 'Paused' : 'Blocked');
    }

    const grants = grantedBy(await shipped('ClusterRole'));
    const unused = async () => {
      const uses = rightsOf(await requests());
      return grants
        .filter(line => !uses.includes(line))
        .filter(line => !UNSEEN.some(pattern => pattern.test(line)));
    };
    await world.untilHolds('all but watches to be used', async () =>
      expect(
        (await unused()).filter(line => !line.startsWith('watch ')),
      ).toEqual([]),
    );
    // A watch is in the log once it has ended.
    await operator.stop();
    await world.untilHolds('all to be used', async () =>
      expect(await unused()).toEqual([]),
    );
    const uses = rightsOf(await requests());
    expect(uses.filter(line => !grants.includes(line))).toEqual([]);
  });

  it('are, on the Lease, those that taking and leaving it needs', async () => {
    const { namespace } = world;
    const role = await shipped('Role');
    const { name } = role.metadata;
    const input = JSON.stringify({
      ...role,
      metadata: { name, namespace },
    });
    await world.cluster.kubectl(['create', '--filename=-'], { input });
    await world.cluster.kubectl([
      'create',
      'rolebinding',
      name,
      `--role=${name}`,
      `--user=${OPERATOR_USER}`,
      `--namespace=${namespace}`,
    ]);
    const replica = (identity: string) =>
      new LeaderElector({
        store: new ClusterLeaseStore(world.operatorClient, { namespace, name }),
        identity,
        clock: systemClock,
      });
    const [first, second] = [replica('first'), replica('second')];
    first.start();
    expect(await first.acquired).toBe(true);
    second.start();
    await first.stop();
    expect(await second.acquired).toBe(true);
    await second.stop();

    const onLease = async () =>
      (await requests()).filter(({ resource }) => resource === 'leases');
    await world.untilHolds('all of it to be logged', async () =>
      expect(rightsOf(await onLease())).toEqual(grantedBy(role)),
    );
    const refused = (await onLease()).filter(({ status }) => status === 403);
    expect(refused).toEqual([]);
  });
});
