import {
  describeOnRealNode,
  makeNamespace,
  pushNodeJsImage,
  realNodeOf,
  runHelm,
  startCluster,
  untilHolds,
} from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { CHART, HELM_TIMEOUT_MS } from '../../test/chart';
import { buildProgram } from '../../test/ProgramRun';

jest.setTimeout(300_000);

const SYSTEM = 'one-click-system';
// The cluster of a test has a role of the chart's usual name already.
const RELEASE = 'platform';
const NAME = `${RELEASE}-one-click-operator`;
const ACCOUNT = `system:serviceaccount:${SYSTEM}:${NAME}`;

interface RolloutView {
  readonly metadata: { readonly generation: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly state?: string;
    readonly message?: string;
    readonly causes?: readonly { readonly id: string }[];
  };
}

describeOnRealNode()('the operator as a Pod of its chart', () => {
  let cluster: StartedCluster;
  let namespace: string;
  let values: string[];

  const kubectl = async (...args: readonly string[]) =>
    (await cluster.kubectl(args)).stdout.trim();

  const helm = (...args: readonly string[]) =>
    runHelm([...args, `--namespace=${SYSTEM}`, '--wait', '--timeout=240s'], {
      cluster,
    });

  const pathOf = (what: string, path: string, where: string = namespace) =>
    kubectl('get', what, `--namespace=${where}`, `--output=jsonpath={${path}}`);

  const web = (tag = '1') => ({
    registry: realNodeOf(cluster).registry,
    repository: 'web',
    tag,
  });

  const ask = (name: string, spec: object) =>
    cluster.kubectl(['apply', '--filename=-'], {
      input: JSON.stringify({
        apiVersion: 'one-click.dev/v1alpha1',
        kind: 'Rollout',
        metadata: { name, namespace },
        spec,
      }),
    });

  async function untilState(name: string, state: string): Promise<RolloutView> {
    let seen: RolloutView | undefined;
    await untilHolds(
      async () => {
        const args = ['rollout', name, `--namespace=${namespace}`, '-o=json'];
        seen = JSON.parse(await kubectl('get', ...args)) as RolloutView;
        const { metadata, status } = seen;
        expect(status).toMatchObject({
          observedGeneration: metadata.generation,
          state,
        });
      },
      { what: `'${name}' to be ${state}` },
    );
    return seen!;
  }

  /** The replica at work; its Lease names it first. */
  async function leader(): Promise<string> {
    const holder = await pathOf(
      'lease/one-click-operator',
      '.spec.holderIdentity',
      SYSTEM,
    );
    return holder.split('_')[0] ?? '';
  }

  /** A rollout and what runs for it, by uid and generation: the same as long as nothing is touched. */
  async function workload(): Promise<string[]> {
    const lines = await kubectl(
      'get',
      'rollouts,deployments,services,pods',
      `--namespace=${namespace}`,
      '--output=jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.metadata.generation}{"\\n"}{end}',
    );
    return lines.split('\n').sort();
  }

  beforeAll(async () => {
    const program = await buildProgram();
    cluster = await startCluster({ nodes: 'real', crds: false });
    const { registry } = realNodeOf(cluster);
    await pushNodeJsImage({
      file: program.file,
      registry,
      repository: 'one-click-operator',
      tag: '1',
    });
    await program.remove();
    values = [
      `--set=image.repository=${registry}/one-click-operator`,
      '--set-string=image.tag=1',
    ];
    namespace = await makeNamespace(cluster);
    await helm('install', RELEASE, CHART, ...values);
  }, HELM_TIMEOUT_MS);

  afterAll(() => cluster?.stop());

  it('reconciles, under no more than its shipped rights', async () => {
    await ask('web', {
      image: web(),
      interfaces: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
    await untilState('web', 'Healthy');

    const requests = await cluster.audit.events({ user: ACCOUNT });
    expect(requests.length).toBeGreaterThan(0);
    expect(
      requests
        .filter(({ status }) => status === 401 || status === 403)
        .map(({ verb, uri }) => `${verb} ${uri}`),
    ).toEqual([]);
  });

  it('goes on in the other replica when the one at work goes', async () => {
    const first = await leader();
    await kubectl('delete', 'pod', first, `--namespace=${SYSTEM}`);
    await untilHolds(
      async () => expect([first, '']).not.toContain(await leader()),
      { what: 'another replica to be at work' },
    );

    await ask('web', {
      image: web(),
      replicas: 2,
      interfaces: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
    await untilState('web', 'Healthy');
    await untilHolds(
      async () =>
        expect(await pathOf('deployment/web', '.status.readyReplicas')).toBe(
          '2',
        ),
      { what: 'a second instance' },
    );
  });

  it('takes guard rails with an upgrade, and leaves what runs alone', async () => {
    const { registry } = realNodeOf(cluster);
    const before = await workload();

    await helm(
      'upgrade',
      RELEASE,
      CHART,
      ...values,
      `--set=guardRails.registries={${registry}}`,
    );
    await ask('foreign', {
      image: { registry: 'docker.io', repository: 'library/nginx', tag: '1' },
    });
    const { status } = await untilState('foreign', 'Blocked');

    expect(status?.causes?.map(({ id }) => id)).toEqual(['SpecInvalid']);
    expect(status?.message).toContain(
      "spec.image may not be 'docker.io/library/nginx'",
    );
    await kubectl('delete', 'rollout/foreign', `--namespace=${namespace}`);
    await untilHolds(async () => expect(await workload()).toEqual(before), {
      what: 'all to be as it was',
    });
  });

  it('leaves the kind, rollouts and what runs alone when it is uninstalled', async () => {
    const before = await workload();

    await helm('uninstall', RELEASE);

    await untilHolds(
      async () =>
        expect(
          await kubectl(
            'get',
            'pods',
            `--namespace=${SYSTEM}`,
            `--selector=app.kubernetes.io/instance=${RELEASE}`,
            '--output=name',
          ),
        ).toBe(''),
      { what: 'the replicas to be gone' },
    );
    expect(await workload()).toEqual(before);
    const address = await pathOf('service/http-web-svc', '.spec.clusterIP');
    expect((await fetch(`http://${address}/`)).status).toBe(200);
  });
});
