import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type {
  TransportObserver,
  WatchObserver,
} from '@one-click/backstage-plugin-one-click-kube';

/** Converge times from a good day to a bad one, in seconds. */
const CONVERGE_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800];

/** What is asked for when metrics are collected. */
export interface MetricSources {
  /** Open streams. */
  readonly streams: () => number;
  /** Watches and logs of clusters that are followed for viewers. */
  readonly upstreams: () => { readonly watches: number; readonly logs: number };
  /** By cluster: what waits to be told, and for how many seconds the oldest has. */
  readonly outbox: () => Promise<
    readonly {
      readonly cluster: string;
      readonly rows: number;
      readonly age: number;
    }[]
  >;
  readonly clusters: () => readonly {
    readonly name: string;
    readonly isReachable: boolean;
  }[];
}

interface ClientObservers {
  readonly transportObserver: TransportObserver;
  readonly watchObserver: WatchObserver;
}

/** The plugin's metrics, by Backstage's metrics service; no attribute names a person or a rollout. */
export type BackendMetrics = ReturnType<typeof createBackendMetrics>;

/** Makes the instruments; `observe` adds those that are asked for on collection. */
export function createBackendMetrics(metrics: MetricsService) {
  const restarts = metrics.createCounter('one_click.watch.restarts', {
    description: 'Watches on clusters that had to begin anew, by reason',
  });
  const relists = metrics.createCounter('one_click.watch.relists', {
    description: 'Whole sets that had to be listed again',
  });
  const requests = metrics.createCounter('one_click.kube.requests', {
    description: 'Requests to API servers, by method and code',
  });
  const converged = metrics.createHistogram('one_click.converge.duration', {
    description: 'From a save until its cluster has it',
    unit: 's',
    advice: { explicitBucketBoundaries: CONVERGE_BUCKETS },
  });
  const registryErrors = metrics.createCounter('one_click.registry.errors', {
    description: 'Requests to image registries that failed, by reason',
  });
  return {
    /** What a cluster's client tells of its requests and watches. */
    observersOf: (cluster: string): ClientObservers => ({
      transportObserver: {
        onRequest: ({ method, code }) =>
          requests.add(1, { cluster, method, code }),
      },
      watchObserver: {
        onRestart: ({ resource, reason }) =>
          restarts.add(1, { cluster, resource: resource.plural, reason }),
        onRelist: ({ resource }) =>
          relists.add(1, { cluster, resource: resource.plural }),
      },
    }),
    converged({
      cluster,
      ms,
    }: {
      readonly cluster: string;
      readonly ms: number;
    }) {
      converged.record(ms / 1000, { cluster });
    },
    /** `registry` is a host of the configuration, or `other`, so that the number of series is bounded. */
    registryFailed(failure: {
      readonly registry: string;
      readonly reason: string;
    }) {
      registryErrors.add(1, failure);
    },
    observe: (sources: MetricSources) => observe(metrics, sources),
  };
}

function observe(metrics: MetricsService, sources: MetricSources): void {
  metrics
    .createObservableGauge('one_click.stream.clients', {
      description: 'Open streams of browser tabs',
    })
    .addCallback(result => result.observe(sources.streams()));
  metrics
    .createObservableGauge('one_click.stream.upstreams', {
      description: 'What is followed in clusters for viewers',
    })
    .addCallback(result => {
      const { watches, logs } = sources.upstreams();
      result.observe(watches, { type: 'watch' });
      result.observe(logs, { type: 'log' });
    });
  metrics
    .createObservableGauge('one_click.cluster.reachable', {
      description: '1 while the watch on a cluster lives, else 0',
    })
    .addCallback(result => {
      for (const { name, isReachable } of sources.clusters()) {
        result.observe(Number(isReachable), { cluster: name });
      }
    });
  observeOutbox(metrics, sources);
}

function observeOutbox(
  metrics: MetricsService,
  { outbox }: MetricSources,
): void {
  metrics
    .createObservableGauge('one_click.outbox.age', {
      description: 'How long the oldest save waits to be told, by cluster',
      unit: 's',
    })
    .addCallback(async result => {
      for (const { cluster, age } of await outbox()) {
        result.observe(age, { cluster });
      }
    });
  metrics
    .createObservableGauge('one_click.outbox.rows', {
      description: 'Rollouts and projects that wait to be told, by cluster',
    })
    .addCallback(async result => {
      for (const { cluster, rows } of await outbox()) {
        result.observe(rows, { cluster });
      }
    });
}
