import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How many requests a minute one caller may make of each process. */
export interface RequestLimits {
  readonly reads: number;
  readonly writes: number;
  /** Requests that make a registry or a cluster work. */
  readonly costly: number;
}

/** People click; these stop scripts that went wild, and guessing. */
const DEFAULTS: RequestLimits = { reads: 1200, writes: 300, costly: 120 };

/** Reads `oneClick.limits`. Throws InputError with the key at fault. */
export function readLimits(config: Config): RequestLimits {
  return {
    reads: readLimit(config, 'readsPerMinute', DEFAULTS.reads),
    writes: readLimit(config, 'writesPerMinute', DEFAULTS.writes),
    costly: readLimit(config, 'costlyPerMinute', DEFAULTS.costly),
  };
}

function readLimit(config: Config, name: string, otherwise: number): number {
  const key = `oneClick.limits.${name}`;
  const limit = config.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new InputError(
      `${key} is ${limit}: it should be a whole number above 0`,
    );
  }
  return limit;
}
