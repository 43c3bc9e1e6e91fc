import type {
  RolloutSpecInput,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { CauseTimes } from '../../test/CauseTimes';
import type { KnownBy } from '../../test/CauseTimes';
import { useOperator } from '../../test/useOperator';
import type { World } from '../../test/useOperator';

jest.setTimeout(300_000);

interface Trouble {
  readonly cause: string;
  /** @defaultValue Blocked */
  readonly state?: RolloutStatus['state'];
  readonly spec: Partial<RolloutSpecInput>;
  readonly prepare?: (world: World) => Promise<unknown>;
  readonly known: KnownBy;
  /** What the sentence must name. */
  readonly says: string;
}

const WIDGET = 'example.com/widget';
const http = { interfaces: [{ name: 'http', port: 80 }] };
const unscheduled = { by: 'condition', type: 'PodScheduled' } as const;
const unmade = { by: 'condition', type: 'ReplicaFailure' } as const;
const atOnce = { by: 'creation' } as const;

const volume = (storageClass: string) => ({
  volumes: [{ name: 'data', mountPath: '/data', size: '1Gi', storageClass }],
});

async function apply({ cluster }: World, ...objects: object[]): Promise<void> {
  const input = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: objects,
  });
  await cluster.kubectl(['apply', '-f', '-'], { input });
}

// What belongs to the whole cluster is named after the namespace, since others test beside us.
const deny = ({ namespace }: World) => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: namespace },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['apps'],
            apiVersions: ['v1'],
            resources: ['deployments'],
            operations: ['CREATE', 'UPDATE'],
          },
        ],
      },
      validations: [
        {
          expression: "object.metadata.name != 'webhook-denied'",
          message: 'this name is cursed',
        },
      ],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: namespace },
    spec: {
      policyName: namespace,
      validationActions: ['Deny'],
      matchResources: {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': namespace },
        },
      },
    },
  },
];

/** A policy takes a moment to be obeyed. */
async function makePolicy(world: World): Promise<void> {
  const { admin, namespace } = world;
  await apply(world, ...deny(world));
  const probe = {
    metadata: { name: 'webhook-denied', namespace },
    ...{
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { containers: [{ name: 'a', image: 'a' }] },
        },
      },
    },
  };
  const options = { fieldManager: 'test', dryRun: true };
  await world.until('the policy to be obeyed', () =>
    admin.create(resources.deployments, probe, options).then(
      () => false,
      () => true,
    ),
  );
}

const TROUBLES: readonly Trouble[] = [
  {
    cause: 'NoCpu',
    spec: { resources: { requests: { cpu: '100k' } } },
    known: unscheduled,
    says: '100k',
  },
  {
    cause: 'NodeSelector',
    spec: { nodeSelector: { disk: 'none-such' } },
    known: unscheduled,
    says: 'disk=none-such',
  },
  {
    cause: 'QuotaUsed',
    spec: {
      resources: { requests: { [WIDGET]: 2 }, limits: { [WIDGET]: 2 } },
    },
    prepare: ({ admin, namespace }) =>
      admin.create(resources.resourceQuotas, {
        metadata: { name: 'few-widgets', namespace },
        ...{ spec: { hard: { [`requests.${WIDGET}`]: '1' } } },
      }),
    known: unmade,
    says: '2 example.com/widget more needed, 1 free',
  },
  {
    cause: 'PodSecurity',
    spec: { securityContext: { privileged: true } },
    prepare: world =>
      world.cluster.kubectl([
        'label',
        `namespace/${world.namespace}`,
        'pod-security.kubernetes.io/enforce=baseline',
      ]),
    known: unmade,
    says: 'The security level baseline of this project forbids privileged',
  },
  {
    cause: 'VolumePending',
    spec: volume('asleep'),
    prepare: world =>
      apply(world, {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'asleep' },
        provisioner: 'example.com/asleep',
      }),
    known: { by: 'event', reason: /^ExternalProvisioning$/ },
    says: 'Volume data-volume-pending waits for storage',
  },
  {
    cause: 'VolumeClass',
    spec: volume('none-such'),
    known: { by: 'event', reason: /^ProvisioningFailed$/ },
    says: 'Storage class none-such does not exist in testbed.',
  },
  {
    cause: 'NotOurs',
    state: 'Degraded',
    spec: http,
    prepare: ({ admin, namespace }) =>
      admin.create(resources.services, {
        metadata: { name: 'http-not-ours-svc', namespace },
        ...{ spec: { ports: [{ port: 1 }] } },
      }),
    known: atOnce,
    says: 'Service http-not-ours-svc exists and belongs to',
  },
  {
    cause: 'WebhookDenied',
    spec: {},
    prepare: makePolicy,
    known: atOnce,
    says: 'refused Deployment webhook-denied: this name is cursed',
  },
  {
    cause: 'SpecInvalid',
    spec: {
      // The schema takes it; Kubernetes does not.
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'no.such' } } }],
    },
    known: atOnce,
    says: 'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath',
  },
];

/** `VolumePending` asks for a rollout called `volume-pending`. */
function nameOf(cause: string): string {
  return cause.replace(/\B[A-Z]/g, letter => `-${letter}`).toLowerCase();
}

describe('a cause (B03)', () => {
  const test = useOperator();
  let times: CauseTimes;

  beforeAll(() => {
    times = new CauseTimes(test.world);
  });

  afterAll(async () => {
    process.stderr.write(times.table());
    await times.stop();
    const { cluster, namespace } = test.world;
    const made = [
      `validatingadmissionpolicybinding/${namespace}`,
      `validatingadmissionpolicy/${namespace}`,
    ];
    await cluster.kubectl(['delete', '--ignore-not-found', ...made]);
  });

  it.each(TROUBLES)('is told: $cause', async trouble => {
    const { world } = test;
    const { cause, state = 'Blocked', spec, prepare, known, says } = trouble;
    const name = nameOf(cause);
    await prepare?.(world);
    await world.ask(name, { spec });

    const status = await world.untilState(name, state, cause);

    expect(status.causes?.[0]?.message).toContain(says);
    expect(status.causes?.[0]?.chain).not.toEqual([]);
    expect(status.conditions?.[0]).toMatchObject({
      type: 'Ready',
      status: 'False',
      reason: cause,
      observedGeneration: status.observedGeneration,
    });
    // The table tells the figure; a busy machine may take its time.
    expect(await times.measure(name, { state, cause }, known)).toBeLessThan(60);
  });

  it('leaves everything else in peace', async () => {
    const { world } = test;
    await world.ask('calm', { spec: http });

    const status = await world.untilState('calm', 'Healthy');
    expect(status).not.toHaveProperty('causes');
  });
});
