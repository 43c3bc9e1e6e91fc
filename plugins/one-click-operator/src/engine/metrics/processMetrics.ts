import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge } from './Registry';
import type { Registry } from './Registry';

/** How finely the event loop is looked at; what is measured includes it. */
const LAG_RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;

/** The system counts it; here it is only told. */
class CpuSeconds {
  readonly name = 'process_cpu_seconds_total';

  render(): string[] {
    const counter = new Counter({
      name: this.name,
      help: 'Seconds of processor time that this process took',
    });
    const { user, system } = process.cpuUsage();
    counter.add({}, (user + system) / 1e6);
    return counter.render();
  }
}

/** Measures this process under the names that are usual for Node. Gives what ends it. */
export function measureProcess(registry: Registry): () => void {
  measureUsage(registry);
  return measureLag(registry);
}

function measureUsage(registry: Registry): void {
  const gauges = {
    process_resident_memory_bytes: [
      'Memory of this process that is in RAM',
      () => process.memoryUsage.rss(),
    ],
    process_start_time_seconds: [
      'When this process began, in seconds since 1970',
      () => performance.timeOrigin / 1000,
    ],
    nodejs_heap_size_used_bytes: [
      'What JavaScript objects take',
      () => process.memoryUsage().heapUsed,
    ],
    nodejs_heap_size_total_bytes: [
      'What is set aside for JavaScript objects',
      () => process.memoryUsage().heapTotal,
    ],
    nodejs_external_memory_bytes: [
      'What buffers and the like take',
      () => process.memoryUsage().external,
    ],
  } as const;
  for (const [name, [help, read]] of Object.entries(gauges)) {
    registry.add(
      new Gauge({ name, help, measure: gauge => gauge.set({}, read()) }),
    );
  }
  registry.add(new CpuSeconds());
}

function measureLag(registry: Registry): () => void {
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  const toSeconds = (nanoseconds: number) =>
    Math.max(0, nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / 1000);
  const readings = {
    nodejs_eventloop_lag_mean_seconds: () => lag.mean,
    nodejs_eventloop_lag_p50_seconds: () => lag.percentile(50),
    nodejs_eventloop_lag_p99_seconds: () => lag.percentile(99),
    // The last, since it begins a new window for the next scrape.
    nodejs_eventloop_lag_max_seconds: () => {
      const { max } = lag;
      lag.reset();
      return max;
    },
  };
  for (const [name, read] of Object.entries(readings)) {
    registry.add(
      new Gauge({
        name,
        help: 'How late the event loop came round since the last scrape',
        measure: gauge => gauge.set({}, toSeconds(read() || 0)),
      }),
    );
  }
  return () => lag.disable();
}
