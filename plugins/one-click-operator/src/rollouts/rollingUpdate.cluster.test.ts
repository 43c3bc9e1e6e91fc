import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  Load,
  describeOnRealNode,
  realNodeOf,
  startCluster,
} from '@one-click/devcluster';
import type { LoadResult, StartedCluster } from '@one-click/devcluster';
import { World } from '../../test/useOperator';

jest.setTimeout(300_000);

// The first start on a machine builds Kubernetes.
const FIRST_START_MS = 15 * 60_000;

const PER_SECOND = 50;
/** Before the update as after it: 15 s in all, and what it takes. */
const SPELL = 7.5 * PER_SECOND;

describeOnRealNode()('a rolling update on a real node', () => {
  let cluster: StartedCluster;
  let world: World;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 'real' });
    world = await World.create(cluster);
    await world.startOperator();
  }, FIRST_START_MS);

  afterAll(async () => {
    await world?.close();
    await cluster?.stop();
  });

  const specOf = (
    greeting: string,
    more: Partial<RolloutSpecInput>,
  ): Partial<RolloutSpecInput> => ({
    image: {
      registry: realNodeOf(cluster).registry,
      repository: 'web',
      tag: '1',
    },
    replicas: 2,
    env: [{ name: 'GREETING', value: greeting }],
    interfaces: [{ name: 'http', port: 80, targetPort: 8080 }],
    ...more,
  });

  async function addressOf(name: string): Promise<string> {
    const { spec } = await world.get(resources.services, `http-${name}-svc`);
    return `http://${spec?.clusterIP}/`;
  }

  /** Waits until all instances are of one greeting, and the old ones gone. */
  async function untilAllGreet(name: string, greeting: string): Promise<void> {
    await world.untilHolds(
      `all of '${name}' to greet '${greeting}'`,
      async () => {
        const { items } = await world.admin.list(resources.pods, {
          namespace: world.namespace,
          labelSelector: `one-click.dev/deploymentId=${name}`,
        });
        const greetings = items.map(({ spec, status }) => [
          spec?.containers[0]?.env?.[0]?.value,
          status?.containerStatuses?.[0]?.ready,
        ]);
        expect(greetings).toEqual([
          [greeting, true],
          [greeting, true],
        ]);
      },
    );
  }

  /** Brings a rollout up, changes it while users keep coming, and tells how they fared. */
  async function update(
    name: string,
    more: Partial<RolloutSpecInput>,
  ): Promise<LoadResult> {
    await world.ask(name, { spec: specOf('old', more) });
    await world.untilState(name, 'Healthy');
    await untilAllGreet(name, 'old');
    const url = await addressOf(name);
    await world.until('the Service to answer', async () => {
      const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      return answer.ok;
    });

    const load = Load.start({ url, perSecond: PER_SECOND });
    await load.more(SPELL);
    await world.ask(name, { spec: specOf('new', more) });
    await untilAllGreet(name, 'new');
    await load.more(SPELL);
    return load.stop();
  }

  it('loses no request where a readiness check is given', async () => {
    const readiness = {
      httpGet: { path: '/healthz', port: 8080 },
      periodSeconds: 1,
      // A machine that is slow for a moment is no reason to take an instance out.
      timeoutSeconds: 5,
      failureThreshold: 10,
    };
    const { requests, failures } = await update('gentle', {
      probes: { readiness },
    });

    expect(failures).toEqual({});
    expect(requests).toBeGreaterThan(2 * SPELL);
  });

  it('loses some where instances may not take leave, which shows that the first could fail', async () => {
    const { failures } = await update('rough', {
      terminationGracePeriodSeconds: 1,
    });

    expect(Object.keys(failures)).not.toEqual([]);
  });
});
