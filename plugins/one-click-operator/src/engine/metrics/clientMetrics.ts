import type {
  TransportObserver,
  WatchObserver,
} from '@one-click/backstage-plugin-one-click-kube';
import { REQUEST_SECONDS } from './buckets';
import { Counter, Histogram } from './Registry';
import type { Registry } from './Registry';

/** Counts requests to the cluster, under client-go's names. */
export function measureRequests(registry: Registry): TransportObserver {
  const requests = registry.add(
    new Counter({
      name: 'rest_client_requests_total',
      help: 'Requests to the cluster by what was answered',
      labels: ['code', 'method', 'host'],
    }),
  );
  const seconds = registry.add(
    new Histogram({
      name: 'rest_client_request_duration_seconds',
      help: 'Seconds until the answer to a request was there',
      labels: ['verb', 'host'],
      bounds: REQUEST_SECONDS,
    }),
  );
  return {
    onRequest({ method, code, host, seconds: took }) {
      requests.add({ code, method, host });
      seconds.observe({ verb: method, host }, took);
    },
  };
}

/** Counts what became of watches. */
export function measureWatches(registry: Registry): WatchObserver {
  const restarts = registry.add(
    new Counter({
      name: 'oneclick_watch_restarts_total',
      help: 'Watches that had to begin anew',
      labels: ['kind', 'reason'],
    }),
  );
  const relists = registry.add(
    new Counter({
      name: 'oneclick_relist_total',
      help: 'Times that a kind was listed again after the first time',
      labels: ['kind'],
    }),
  );
  return {
    onRestart: ({ resource: { kind }, reason }) =>
      restarts.add({ kind, reason }),
    onRelist: ({ resource: { kind } }) => relists.add({ kind }),
  };
}
