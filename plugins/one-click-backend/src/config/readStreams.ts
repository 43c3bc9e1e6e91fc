import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** What one person may hold open of each process, and how fast logs come. */
export interface StreamSettings {
  readonly streamsPerUser: number;
  /** Topics that ask a cluster, over all streams of a person. */
  readonly topicsPerUser: number;
  /** Sustained; ten times as much at once. */
  readonly logBytesPerSecond: number;
}

/** One stream a tab, and few people have twenty tabs; nobody reads a megabyte a second. */
const DEFAULTS: StreamSettings = {
  streamsPerUser: 20,
  topicsPerUser: 100,
  logBytesPerSecond: 1_000_000,
};

/** Reads `oneClick.streams`. Throws InputError with the key at fault. */
export function readStreams(config: Config): StreamSettings {
  return {
    streamsPerUser: readWhole(config, 'streamsPerUser'),
    topicsPerUser: readWhole(config, 'topicsPerUser'),
    logBytesPerSecond: readWhole(config, 'logBytesPerSecond'),
  };
}

function readWhole(config: Config, name: keyof StreamSettings): number {
  const key = `oneClick.streams.${name}`;
  const value = config.getOptionalNumber(key) ?? DEFAULTS[name];
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(
      `${key} is ${value}: it should be a whole number above 0`,
    );
  }
  return value;
}
