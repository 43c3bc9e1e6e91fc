import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { KubeConnection } from '../connection';
import { Http2Transport, HttpsTransport } from '../transport';
import type { TransportObserver } from '../transport';
import { Turns } from '../watch/Turns';
import { Watches } from '../watch/Watches';
import type { WatchObserver } from '../watch/WatchObserver';
import { HttpKubeClient } from './HttpKubeClient';
import type { KubeClient } from './KubeClient';

export interface KubeClientOptions {
  readonly connection: KubeConnection;
  /** Sent as User-Agent; `one-click` by default. Names the caller in audit logs. */
  readonly userAgent?: string | undefined;
  /** Connections kept for calls; 20 by default, more won nothing when measured. */
  readonly maxSockets?: number | undefined;
  /** Milliseconds a call may take, unless it says otherwise; 30,000 by default. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Random numbers in [0, 1), for jitter. */
  readonly random?: (() => number) | undefined;
  /**
   * Lets watches list one after another, which keeps the memory low; `false` by
   * default. A handler must then not wait for another watch to be synced.
   */
  readonly syncedOneAfterAnother?: boolean | undefined;
  /** Told of every request. */
  readonly transportObserver?: TransportObserver | undefined;
  /** Told what becomes of the watches. */
  readonly watchObserver?: WatchObserver | undefined;
}

/** Makes a client for one cluster. It connects at the first call, not before. */
export function createKubeClient(options: KubeClientOptions): KubeClient {
  const {
    connection,
    userAgent = 'one-click',
    maxSockets = 20,
    timeoutMs = 30_000,
    clock = systemClock,
    random = Math.random,
  } = options;
  const observer = options.transportObserver;
  const shared = { connection, userAgent, timeoutMs, clock, observer };
  const calls = new HttpsTransport({ ...shared, maxSockets });
  const streams = new Http2Transport({ ...shared, fallback: calls });
  const watches = new Watches({
    opener: streams,
    sender: calls,
    clock,
    random,
    turns: options.syncedOneAfterAnother ? new Turns() : undefined,
    observer: options.watchObserver,
  });
  return new HttpKubeClient({ calls, streams, watches });
}
