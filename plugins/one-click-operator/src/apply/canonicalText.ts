import {
  isQuantity,
  parseQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

interface Place {
  /** Name of the field the value stands in; empty for items and the whole. */
  readonly field: string;
  /** Name of the field around that. */
  readonly within: string;
}

const STRUCT: Place = { field: '', within: '' };

const TEXT_MAPS: ReadonlySet<string> = new Set([
  'annotations',
  'binaryData',
  'data',
  'labels',
  'matchLabels',
  'nodeSelector',
]);

/** Structs that mean something by being there, whatever they hold. */
const PRESENT_WHEN_EMPTY: ReadonlySet<string> = new Set([
  'emptyDir',
  'labelSelector',
  'namespaceSelector',
]);

/** Fields whose zero, or `false`, is stored as absent. */
const ZERO_IS_ABSENT: ReadonlySet<string> = new Set([
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostPort',
  'initialDelaySeconds',
  'minReadySeconds',
  'nodePort',
  'paused',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'tty',
]);

/** What the server fills in where an empty text was sent. */
const FILLED_IN: Readonly<Record<string, string>> = {
  concurrencyPolicy: 'Allow',
  sessionAffinity: 'None',
  type: 'Opaque',
};

const AMOUNT_MAPS: ReadonlySet<string> = new Set(['limits', 'requests']);
const AMOUNTS: ReadonlySet<string> = new Set([
  'averageValue',
  'divisor',
  'sizeLimit',
]);

function textOf(value: unknown, place: Place): string | undefined {
  if (Array.isArray(value)) {
    return listText(value, place);
  }
  if (typeof value === 'object' && value !== null) {
    return structText(value, place);
  }
  return scalarText(value, place);
}

/** Items count by their place, so none is left out. */
function listText(
  items: readonly unknown[],
  { field }: Place,
): string | undefined {
  if (items.length === 0) {
    return undefined;
  }
  const place = { field: '', within: field };
  const texts = items.map(item =>
    item === '' ? '""' : textOf(item, place) ?? '{}',
  );
  return `[${texts.join()}]`;
}

function structText(value: object, { field }: Place): string | undefined {
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    // What is read here is only ever written as text.
    const part = textOf(value[key as never], { field: key, within: field });
    if (part !== undefined) {
      parts.push(`${JSON.stringify(key)}:${part}`);
    }
  }
  return parts.length === 0 && !PRESENT_WHEN_EMPTY.has(field)
    ? undefined
    : `{${parts.join()}}`;
}

function scalarText(value: unknown, place: Place): string | undefined {
  const { field, within } = place;
  if (TEXT_MAPS.has(within)) {
    return JSON.stringify(value ?? '');
  }
  const isRounded = AMOUNT_MAPS.has(within);
  if ((isRounded || AMOUNTS.has(field)) && isQuantity(value)) {
    const { nanos } = parseQuantity(value);
    return isRounded ? `"${toMillis(nanos)}m"` : `"${nanos}n"`;
  }
  return holdsNothing(value, field) ? undefined : JSON.stringify(value);
}

const NANOS_PER_MILLI = 1_000_000n;

/** In lists of resources the server keeps nothing finer than a thousandth, rounded up. */
function toMillis(nanos: bigint): bigint {
  const millis = nanos / NANOS_PER_MILLI;
  return nanos % NANOS_PER_MILLI > 0n ? millis + 1n : millis;
}

function holdsNothing(value: unknown, field: string): boolean {
  if (value === undefined || value === null || value === '') {
    return true;
  }
  const isZero = value === 0 || value === false;
  return (isZero && ZERO_IS_ABSENT.has(field)) || FILLED_IN[field] === value;
}

/**
 * The text of a value that is the same for all forms the API server takes for
 * the same. What we send and what it stores differ in these forms, and a
 * difference of form taken for drift would be a write for ever:
 *
 * - keys in any order; null, empty texts, lists and structs are as good as absent,
 * - so are the zeros of fields that do not tell zero from absent,
 * - and the defaults of those that fill in for an empty text,
 * - amounts in any spelling.
 *
 * A map of free texts, such as labels, keeps its empty ones.
 */
export function canonicalText(value: unknown): string {
  return textOf(value, STRUCT) ?? '{}';
}
