import type {
  Act,
  Activity,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { waitFor } from '@one-click/devcluster';
import type { ClusterAccess } from '@one-click/devcluster';
import { makeProject, SPEC } from './clusterBackend';
import { playOperator } from './playOperator';
import type { TestBackend } from './testBackend';

interface RolloutParams {
  readonly project: string;
  readonly rollout: string;
}

/** What tests of acts do with a plugin and its cluster. */
export function createActsWorld(world: {
  readonly cluster: () => ClusterAccess;
  readonly backend: () => TestBackend;
}) {
  const { cluster, backend } = world;
  const ana = () => backend().clientOf('ana');

  const kubectl = (args: readonly string[], input?: unknown) =>
    cluster().kubectl(
      args,
      input === undefined ? {} : { input: JSON.stringify(input) },
    );

  async function waitForOutcome(
    params: RolloutParams,
    number: number,
    want: string,
  ) {
    await waitFor(
      async () => (await ana().getRevision(params, number)).outcome === want,
      { what: `revision ${number} to be ${want}` },
    );
  }

  return {
    kubectl,
    waitForOutcome,

    /** All objects of a kind in a namespace. */
    async list(namespace: string, kind: string) {
      const { stdout } = await kubectl([
        ...['get', kind, '--namespace', namespace, '--output=json'],
      ]);
      return JSON.parse(stdout).items;
    },

    /** A rollout that the cluster runs, with its children and its instances. */
    async makeRollout(spec: Partial<RolloutSpecInput> = {}) {
      const { name: project, namespace } = await makeProject(backend(), 'acts');
      const params = { project, rollout: 'web' };
      const client = ana();
      await client.createRollout(project, {
        name: 'web',
        spec: { ...SPEC, ...spec },
      });
      await waitForOutcome(params, 1, 'applied');
      const cr = { namespace, name: 'web' };
      await playOperator(cluster(), cr);
      return { params, project, namespace, cr, ana: client };
    },

    /** Waits until a rollout has exactly these notes. */
    async waitForNotes(params: RolloutParams, notes: readonly string[]) {
      await waitFor(
        async () => {
          const rollout = await ana().getRollout(params);
          return rollout.notes.join() === notes.join();
        },
        { what: `notes ${notes.join()}` },
      );
    },

    /** What the timeline tells of a rollout, newest first. */
    async actsOf(params: RolloutParams): Promise<Activity[]> {
      const { items } = await ana().call('listRolloutActivity', {
        params,
        query: { limit: 100 },
      });
      return items;
    },
  };
}

/** How often an act is told. */
export function countOf(entries: readonly Activity[], act: Act): number {
  return entries.filter(entry => entry.act === act).length;
}
