import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'oneClick.bin.purgeAfterDays';
const DEFAULT_DAYS = 30;
const MS_PER_DAY = 24 * 60 * 60 * 1000;

/** How long things wait in the bin. */
export interface BinSettings {
  /** In milliseconds; absent where nothing is purged by itself. */
  readonly keptMs: number | undefined;
}

/** Reads `oneClick.bin`. Throws InputError with the key at fault and what it should be. */
export function readBin(config: Config): BinSettings {
  const days = config.getOptionalNumber(KEY) ?? DEFAULT_DAYS;
  if (days < 0 || days > 3650) {
    throw new InputError(
      `${KEY} is ${days}: it should be a number of days from 1 to 3650, or 0 so that nothing is purged by itself`,
    );
  }
  return { keptMs: days === 0 ? undefined : days * MS_PER_DAY };
}
