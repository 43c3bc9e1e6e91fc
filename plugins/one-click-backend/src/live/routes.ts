import { NotFoundError } from '@backstage/errors';
import type { ProjectAccess } from '../access';
import { forAnyone, readsDelicately, readsProject } from '../api/Route';
import type { Routes } from '../api/createRoutes';
import type { LogDownloader } from '../logs/LogDownloader';
import type { ManifestReader } from '../manifest/ManifestReader';
import type { MapReader } from '../map/MapReader';
import type { RolloutPlace } from '../map/MapHub';
import { toVisibleMap } from '../map/toVisibleMap';
import type { PluginHealth } from '../observability/PluginHealth';
import type { RolloutCounter } from '../rollouts/RolloutCounter';
import type { RolloutStore } from '../rollouts/RolloutStore';
import type { UsageReader } from '../usage/UsageReader';
import { requireOwnNamespace } from '../projects/requireOwnNamespace';

/** The operations of this feature. */
export type LiveOperation =
  | 'getMap'
  | 'getManifest'
  | 'getUsage'
  | 'downloadLogs'
  | 'countRollouts'
  | 'getHealth';

export interface LiveServices {
  readonly downloads: LogDownloader;
  readonly health: PluginHealth;
  readonly manifests: ManifestReader;
  readonly maps: MapReader;
  readonly counter: RolloutCounter;
  readonly store: Pick<RolloutStore, 'find'>;
  readonly usage: UsageReader;
}

/** Routes that read what the cluster tells right now, and how the plugin fares. */
export function createLiveRoutes(
  services: LiveServices,
): Pick<Routes, LiveOperation> {
  const { counter, downloads, health, manifests, maps, usage } = services;
  const placeOf = (access: ProjectAccess, rollout: string) =>
    findPlace(services.store, access, rollout);
  return {
    getMap: readsProject('viewer', async ({ params }, access) => {
      const place = await placeOf(access, params.rollout);
      const { nodes, truth } = await maps.readWithTruth(place);
      const { problems } = truth;
      return { ...toVisibleMap(nodes, access.role), problems: [...problems] };
    }),
    getManifest: readsDelicately(
      { role: 'viewer', event: 'manifest-read' },
      async ({ params, query }, access) =>
        manifests.read({
          place: await placeOf(access, params.rollout),
          role: access.role,
          kind: params.kind,
          name: params.name,
          managedFields: query.managedFields ?? false,
        }),
    ),
    getUsage: readsProject('viewer', async ({ params }, access) =>
      usage.read(await placeOf(access, params.rollout)),
    ),
    downloadLogs: readsDelicately(
      { role: 'viewer', event: 'logs-read' },
      async ({ params, query, exchange }, access) => {
        const place = await placeOf(access, params.rollout);
        await downloads.send(place, query, exchange.res);
      },
    ),
    countRollouts: forAnyone(({ query }, caller) =>
      counter.count(caller, query),
    ),
    getHealth: forAnyone(() => health.read()),
  };
}

async function findPlace(
  store: LiveServices['store'],
  { project }: ProjectAccess,
  rollout: string,
): Promise<RolloutPlace> {
  if (!(await store.find(project.id, rollout))) {
    throw new NotFoundError(`No rollout '${rollout}' in this project`);
  }
  requireOwnNamespace(project);
  const { cluster, namespace } = project;
  return { cluster, namespace, rollout };
}
