import {
  isQuantity,
  quantityToNumber,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { QuantityLike } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** What a quantity measures: processor in cores or memory in bytes. */
export type Resource = 'cpu' | 'memory';

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

function format(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: 3 });
}

/** An amount of memory in the largest unit that leaves at least one: `1.5 GiB`. */
export function memoryText(bytes: number): string {
  const power = Math.min(
    BINARY_UNITS.length - 1,
    Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)),
  );
  return `${format(bytes / 1024 ** power)} ${BINARY_UNITS[power] ?? 'B'}`;
}

/** What a typed quantity amounts to, in cores or bytes; absent for what is none. */
export function quantityAmount(
  value: QuantityLike | undefined,
): number | undefined {
  return value === undefined || value === '' || !isQuantity(value)
    ? undefined
    : quantityToNumber(value);
}
