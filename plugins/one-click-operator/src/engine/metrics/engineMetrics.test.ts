import { ManualClock, settle } from '../../../test/ManualClock';
import { Controller, TerminalError } from '../controller';
import { WorkQueue } from '../queue';
import { measureCache } from './cacheMetrics';
import { measureRequests, measureWatches } from './clientMetrics';
import { ControllerMetrics } from './ControllerMetrics';
import { measureEvents } from './eventMetrics';
import { measureLease } from './leaseMetrics';
import { measureProcess } from './processMetrics';
import { QueueMetrics } from './QueueMetrics';
import { Registry } from './Registry';

/** The value of one sample, by how it is written. */
function valueOf(registry: Registry, sample: string): number | undefined {
  const line = registry
    .render()
    .split('\n')
    .find(each => each.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('the metrics of the engine', () => {
  let registry: Registry;

  beforeEach(() => {
    registry = new Registry();
  });

  it('follow a queue and its controller under the names that dashboards know', async () => {
    const clock = new ManualClock();
    const queueMetrics = new QueueMetrics(registry, 'rollout');
    const metrics = new ControllerMetrics(registry, 'rollout');
    const queue = new WorkQueue({ clock, observers: [queueMetrics.observer] });
    const controller = new Controller({
      queue,
      clock,
      reconcile: async key => {
        if (key === 'bad') {
          throw new TerminalError('never');
        }
        return undefined;
      },
      observers: [metrics.observer],
      workers: 2,
    });
    queueMetrics.watch(queue);
    metrics.watch(controller);
    queue.add('good');
    queue.add('bad', 'low');
    const named = '{name="rollout",controller="rollout"';
    expect(valueOf(registry, `workqueue_depth${named},priority="0"}`)).toBe(1);
    expect(valueOf(registry, `workqueue_depth${named},priority="-100"}`)).toBe(
      1,
    );

    controller.start();
    await clock.advance(1_000);
    await settle();

    const ofController = (name: string, more = '') =>
      valueOf(
        registry,
        `controller_runtime_${name}{controller="rollout"${more}}`,
      );
    expect(valueOf(registry, `workqueue_adds_total${named}}`)).toBe(2);
    expect(valueOf(registry, `workqueue_depth${named},priority="0"}`)).toBe(0);
    expect(
      valueOf(registry, `workqueue_queue_duration_seconds_count${named}}`),
    ).toBe(2);
    expect(
      valueOf(registry, `workqueue_work_duration_seconds_count${named}}`),
    ).toBe(2);
    expect(ofController('reconcile_total', ',result="success"')).toBe(1);
    expect(ofController('reconcile_total', ',result="error"')).toBe(1);
    expect(ofController('reconcile_total', ',result="requeue"')).toBe(0);
    expect(ofController('reconcile_errors_total')).toBe(1);
    expect(ofController('terminal_reconcile_errors_total')).toBe(1);
    expect(ofController('reconcile_panics_total')).toBe(0);
    expect(ofController('reconcile_time_seconds_count')).toBe(2);
    expect(ofController('max_concurrent_reconciles')).toBe(2);
    expect(ofController('active_workers')).toBe(0);
    await controller.stop({ drainMs: 0, abortMs: 0 });
  });

  it('follow requests and watches', () => {
    const requests = measureRequests(registry);
    const watches = measureWatches(registry);
    const resource = { kind: 'Secret' } as never;

    requests.onRequest({
      method: 'PATCH',
      code: '200',
      host: 'api:6443',
      seconds: 0.2,
    });
    watches.onRestart({ resource, reason: 'expired' });
    watches.onRelist({ resource });

    expect(
      valueOf(
        registry,
        'rest_client_requests_total{code="200",method="PATCH",host="api:6443"}',
      ),
    ).toBe(1);
    expect(
      valueOf(
        registry,
        'rest_client_request_duration_seconds_bucket{verb="PATCH",host="api:6443",le="0.25"}',
      ),
    ).toBe(1);
    expect(
      valueOf(
        registry,
        'oneclick_watch_restarts_total{kind="Secret",reason="expired"}',
      ),
    ).toBe(1);
    expect(valueOf(registry, 'oneclick_relist_total{kind="Secret"}')).toBe(1);
  });

  it('say who leads', () => {
    const observer = measureLease(registry, 'one-click-operator');
    const status = 'leader_election_master_status{name="one-click-operator"}';
    expect(valueOf(registry, status)).toBe(0);

    observer.leading?.({ isLeading: true });
    observer.slowPath?.({});
    expect(valueOf(registry, status)).toBe(1);
    expect(
      valueOf(
        registry,
        'leader_election_slowpath_total{name="one-click-operator"}',
      ),
    ).toBe(1);

    observer.leading?.({ isLeading: false });
    expect(valueOf(registry, status)).toBe(0);
  });

  it('count what is known, and what had to be put off', () => {
    const metrics = measureCache(registry);
    metrics.watchSizes(() => [['Deployment', 7]]);
    metrics.staleSkip('rollout');
    metrics.miss('Deployment');

    expect(
      valueOf(registry, 'stale_sync_skips_total{controller="rollout"}'),
    ).toBe(1);
    expect(valueOf(registry, 'oneclick_cache_objects{kind="Deployment"}')).toBe(
      7,
    );
    expect(
      valueOf(registry, 'oneclick_cache_misses_total{kind="Deployment"}'),
    ).toBe(1);
  });

  it('count Kubernetes events', () => {
    const observer = measureEvents(registry);

    observer.written?.({ how: 'created' });
    observer.dropped?.({ why: 'queueFull', reason: 'NotOurs' });

    expect(valueOf(registry, 'oneclick_events_total{result="created"}')).toBe(
      1,
    );
    expect(valueOf(registry, 'oneclick_events_total{result="queueFull"}')).toBe(
      1,
    );
  });

  it('measure the process, and leave nothing behind', () => {
    const stop = measureProcess(registry);

    expect(valueOf(registry, 'process_resident_memory_bytes')).toBeGreaterThan(
      1e6,
    );
    expect(valueOf(registry, 'process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(
      valueOf(registry, 'nodejs_eventloop_lag_p99_seconds'),
    ).toBeGreaterThanOrEqual(0);
    stop();
  });
});
