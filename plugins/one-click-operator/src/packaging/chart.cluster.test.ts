import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  makeNamespace,
  runHelm,
  startCluster,
  waitFor,
} from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { CHART, HELM_TIMEOUT_MS } from '../../test/chart';

jest.setTimeout(300_000);

const NAMESPACE = 'one-click-system';
// The cluster of a test has a role of the chart's usual name already.
const RELEASE = 'platform';
const NAME = `${RELEASE}-one-click-operator`;

const CATEGORIES = '    categories:\n      - one-click\n';

/** A Deployment as the operator makes it, in all that matters here. */
function aDeploymentOf(
  name: string,
  { namespace, uid }: { readonly namespace: string; readonly uid: string },
): object {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace,
      ownerReferences: [
        {
          apiVersion: 'one-click.dev/v1alpha1',
          kind: 'Rollout',
          name,
          uid,
          controller: true,
        },
      ],
    },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name, image: 'nginx' }] },
      },
    },
  };
}

describe("the operator's chart, in a cluster", () => {
  let cluster: StartedCluster;
  let namespace: string;
  let former: string;

  const helm = (...args: readonly string[]) =>
    runHelm([...args, `--namespace=${NAMESPACE}`], { cluster });

  const kubectl = async (...args: readonly string[]) =>
    (await cluster.kubectl(args)).stdout.trim();

  const apply = (object: object) =>
    cluster.kubectl(['apply', '--filename=-'], {
      input: JSON.stringify(object),
    });

  const categories = () =>
    kubectl(
      'get',
      'crd/rollouts.one-click.dev',
      '--output=jsonpath={.spec.names.categories}',
    );

  /** A rollout and what runs for it, by uid: the same as long as nothing is made anew. */
  async function workload(): Promise<string[]> {
    const uids = await kubectl(
      'get',
      'rollouts,deployments,replicasets,pods',
      `--namespace=${namespace}`,
      '--output=jsonpath={.items[*].metadata.uid}',
    );
    return uids.split(' ').sort();
  }

  /** Makes a rollout, and a Deployment that is its own. */
  async function makeRollout(): Promise<void> {
    const spec = {
      image: { registry: 'docker.io', repository: 'library/nginx', tag: '1' },
    };
    await apply({
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'web', namespace },
      spec,
    });
    const uid = await kubectl(
      'get',
      `--namespace=${namespace}`,
      'rollout/web',
      '--output=jsonpath={.metadata.uid}',
    );
    await apply(aDeploymentOf('web', { namespace, uid }));
    await kubectl(
      'wait',
      `--namespace=${namespace}`,
      '--for=condition=Available',
      'deployment/web',
      '--timeout=240s',
    );
  }

  beforeAll(async () => {
    cluster = await startCluster({ crds: false });
    former = await mkdtemp(join(tmpdir(), 'former-chart-'));
    await cp(CHART, former, { recursive: true });
    const crd = join(former, 'templates/crd.yaml');
    const text = await readFile(crd, 'utf8');
    // A test tells if there is nothing to leave out.
    await writeFile(crd, text.replace(CATEGORIES, ''));
    namespace = await makeNamespace(cluster);
  }, HELM_TIMEOUT_MS);

  afterAll(async () => {
    await cluster?.stop();
    await rm(former, { recursive: true, force: true });
  });

  it('brings the kind and an operator of two replicas', async () => {
    await helm('install', RELEASE, former, '--wait', '--timeout=240s');

    expect(await categories()).toBe('');
    expect(
      await kubectl(
        'get',
        `--namespace=${NAMESPACE}`,
        `deployment/${NAME}`,
        '--output=jsonpath={.status.availableReplicas}',
      ),
    ).toBe('2');

    await makeRollout();
    expect(await workload()).toHaveLength(4);
  });

  it('brings the kind up to date with an upgrade, and leaves rollouts and what runs alone', async () => {
    const before = await workload();

    await helm('upgrade', RELEASE, CHART, '--wait', '--timeout=240s');

    expect(await categories()).toBe('["one-click"]');
    expect(await workload()).toEqual(before);
  });

  it('leaves the kind, rollouts and what runs alone when it is uninstalled', async () => {
    const before = await workload();

    await helm('uninstall', RELEASE, '--wait', '--timeout=240s');

    await waitFor(
      async () => {
        const left = await kubectl(
          'get',
          'deployments,pods,serviceaccounts,roles,clusterroles',
          '--all-namespaces',
          `--selector=app.kubernetes.io/instance=${RELEASE}`,
          '--output=name',
        );
        return left === '';
      },
      { what: 'all of the release to be gone' },
    );
    expect(await categories()).toBe('["one-click"]');
    expect(await workload()).toEqual(before);
  });

  it('can be installed again over the kind that it left', async () => {
    const before = await workload();

    await helm('install', RELEASE, CHART, '--wait', '--timeout=240s');

    expect(await workload()).toEqual(before);
  });
});
