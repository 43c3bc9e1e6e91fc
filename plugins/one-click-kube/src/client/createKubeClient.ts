import type { Clock } from '../clock';
import type { KubeConnection } from '../connection';
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
}

/** Makes a client for one cluster. It connects at the first call, not before. */
export function createKubeClient(options: KubeClientOptions): KubeClient {
  throw new Error(`Not yet: ${options.connection.server.host}`);
}
