import { EventHub } from '../events/EventHub';
import type { Feature, FeatureContext } from '../feature';
import { createLogBudgets } from '../logs/LogBudget';
import { LogDownloader } from '../logs/LogDownloader';
import { ManifestReader } from '../manifest/ManifestReader';
import { MapHub } from '../map/MapHub';
import type { RolloutPlace } from '../map/MapHub';
import { MapReader } from '../map/MapReader';
import { PluginHealth } from '../observability/PluginHealth';
import { NamespaceSampler } from '../usage/NamespaceSampler';
import { RolloutCounter } from '../rollouts/RolloutCounter';
import { UsageHub } from '../usage/UsageHub';
import { UsageMemory } from '../usage/UsageMemory';
import { UsageReader } from '../usage/UsageReader';
import { readStreams } from '../config/readStreams';
import { LiveFeeds } from './LiveFeeds';
import { createLiveObjects, nameOfPlace } from './LiveObjects';
import type { Clients, Place } from './LiveObjects';
import { createLiveRoutes } from './routes';
import type { LiveOperation } from './routes';
import { SharedPool } from './SharedPool';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';

/** What clusters tell right now, how it reaches viewers, and how the plugin fares. */
export interface LiveFeature extends Feature<LiveOperation> {
  readonly feeds: LiveFeeds;
  /** Maps, for those who act on a rollout's objects. */
  readonly maps: MapReader;
}

/** Puts the feature together. */
export function createLive(context: FeatureContext): LiveFeature {
  const { clients, clusters, metrics, options, state } = context;
  const { clock, now } = context.world;
  const hubs = createHubs({ clients, clock });
  const { logBytesPerSecond: bytesPerSecond } = readStreams(options.config);
  const budgets = createLogBudgets({ clock, bytesPerSecond });
  const feeds = new LiveFeeds({ ...hubs, clients, clock, budgets });
  const maps = new MapReader({ ...hubs, clock });
  const { stores } = state;
  const { outbox } = stores;
  metrics.observe({
    streams: () => context.hub.size,
    upstreams: () => ({ watches: hubs.live.size(), logs: feeds.followedLogs }),
    clusters: () =>
      clusters.list().map(cluster => ({
        name: cluster.name,
        isReachable: cluster.state === 'reachable',
      })),
    async outbox() {
      const waiting = await outbox.summarize();
      return waiting.map(({ cluster, rows, since }) => {
        const age = Math.max(0, now() - Date.parse(since)) / 1000;
        return { cluster, rows, age };
      });
    },
  });
  return {
    feeds,
    maps,
    routes: createLiveRoutes({
      downloads: new LogDownloader({ clients, now }),
      health: new PluginHealth({ ...context, ...options, outbox, now }),
      manifests: new ManifestReader({ maps, clients }),
      maps,
      counter: new RolloutCounter({ stores, health: () => clusters.health() }),
      store: stores.rollouts,
      usage: new UsageReader({ hubs: hubs.usage, now }),
    }),
    async stop() {
      feeds.close();
      hubs.close();
    },
  };
}

/** One of each thing, however many look at it. */
function createHubs(options: {
  readonly clients: Clients;
  readonly clock: Clock;
}) {
  const { clients, clock } = options;
  const live = createLiveObjects(options);
  const memory = new UsageMemory();
  const nameOf = (place: RolloutPlace) =>
    `${nameOfPlace(place)}/${place.rollout}`;
  const maps = new SharedPool<RolloutPlace, MapHub>({
    clock,
    nameOf,
    create: place => MapHub.open({ live, clock, place }),
  });
  const events = new SharedPool<RolloutPlace, EventHub>({
    clock,
    nameOf,
    create: place => EventHub.open({ live, maps, clock, place }),
  });
  const samplers = new SharedPool<Place, NamespaceSampler>({
    clock,
    nameOf: nameOfPlace,
    create: place =>
      NamespaceSampler.open({
        place,
        clock,
        client: () => clients.find(place.cluster),
      }),
  });
  const usage = new SharedPool<RolloutPlace, UsageHub>({
    clock,
    nameOf,
    create: place =>
      new UsageHub({ samplers, place, ring: memory.of(nameOf(place)) }),
  });
  return {
    live,
    maps,
    events,
    usage,
    close() {
      [usage, samplers, events, maps, live].forEach(pool => pool.close());
    },
  };
}
