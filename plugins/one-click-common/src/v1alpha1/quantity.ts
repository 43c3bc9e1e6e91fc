/** What a manifest may hold where Kubernetes wants a quantity. */
export type QuantityLike = string | number;

/** How the amount was written; the canonical form keeps it. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

/** An exact amount in billionths, the smallest part Kubernetes keeps. */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

const NANOS_PER_UNIT = 1_000_000_000n;
// Kubernetes caps at the largest 64-bit number; so do we, or the two would compare differently.
const MAX_NANOS = (2n ** 63n - 1n) * NANOS_PER_UNIT;

const SYNTAX =
  /^([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)(?:(Ki|Mi|Gi|Ti|Pi|Ei)|([numkMGTPE]?)|[eE]([+-]?[0-9]+))$/;

const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

// Past these the answer is the cap or the smallest part anyway, and computing the
// power would let one short text such as 1e999999999 stop the process.
const LARGEST_EXPONENT = 60;

interface Parts {
  readonly negative: boolean;
  readonly digits: string;
  readonly format: QuantityFormat;
  readonly exponent: number;
  readonly binaryPower: number;
}

function toParts(text: string): Parts | undefined {
  const match = SYNTAX.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign, digits = '', binary, decimal, exponent] = match;
  const base = { negative: sign === '-', digits, binaryPower: 0 };
  if (binary !== undefined) {
    const binaryPower = BINARY_SUFFIXES.findIndex(each => each === binary);
    return { ...base, format: 'BinarySI', exponent: 0, binaryPower };
  }
  if (exponent !== undefined) {
    return { ...base, format: 'DecimalExponent', exponent: Number(exponent) };
  }
  return {
    ...base,
    format: 'DecimalSI',
    exponent: DECIMAL_EXPONENTS[decimal ?? ''] ?? 0,
  };
}

function divideRoundingUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

function toNanos({ digits, exponent, binaryPower }: Parts): bigint {
  const [whole = '', fraction = ''] = digits.split('.');
  const unscaled =
    BigInt(`${whole}${fraction}` || '0') * 1024n ** BigInt(binaryPower);
  if (unscaled === 0n) {
    return 0n;
  }
  if (exponent > LARGEST_EXPONENT) {
    return MAX_NANOS;
  }
  if (exponent < -LARGEST_EXPONENT) {
    return 1n;
  }
  const scale = exponent + 9 - fraction.length;
  const nanos =
    scale >= 0
      ? unscaled * 10n ** BigInt(scale)
      : divideRoundingUp(unscaled, 10n ** BigInt(-scale));
  return nanos > MAX_NANOS ? MAX_NANOS : nanos;
}

function tryParse(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return undefined;
  }
  const parts = toParts(String(value));
  if (!parts) {
    return undefined;
  }
  const nanos = toNanos(parts);
  return { nanos: parts.negative ? -nanos : nanos, format: parts.format };
}

/** Whether Kubernetes would read the value as a quantity. */
export function isQuantity(value: unknown): value is QuantityLike {
  return tryParse(value) !== undefined;
}

/**
 * Reads a quantity exactly as Kubernetes does: less than a billionth is rounded
 * up, more than 2^63-1 is capped.
 *
 * @throws Error naming the value, if it is no quantity.
 */
export function parseQuantity(value: QuantityLike): Quantity {
  const quantity = tryParse(value);
  if (!quantity) {
    throw new Error(
      `'${value}' is not a quantity: write for example 500m, 1.5 or 256Mi`,
    );
  }
  return quantity;
}

function toQuantity(value: QuantityLike | Quantity): Quantity {
  return typeof value === 'object' ? value : parseQuantity(value);
}

/** Compares two quantities by amount: negative, zero or positive as for a sort. */
export function compareQuantities(
  left: QuantityLike | Quantity,
  right: QuantityLike | Quantity,
): -1 | 0 | 1 {
  const { nanos: a } = toQuantity(left);
  const { nanos: b } = toQuantity(right);
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** The sum, in the format of the first that is not zero. */
export function addQuantities(
  ...values: readonly (QuantityLike | Quantity)[]
): Quantity {
  const quantities = values.map(toQuantity);
  const first = quantities.find(({ nanos }) => nanos !== 0n) ?? quantities[0];
  return {
    nanos: quantities.reduce((sum, { nanos }) => sum + nanos, 0n),
    format: first?.format ?? 'DecimalSI',
  };
}

/** The difference, in the format of the first. */
export function subtractQuantities(
  from: QuantityLike | Quantity,
  what: QuantityLike | Quantity,
): Quantity {
  const { nanos, format } = toQuantity(from);
  return { nanos: nanos - toQuantity(what).nanos, format };
}

/** The quantity a whole number of times. */
export function multiplyQuantity(
  value: QuantityLike | Quantity,
  times: number,
): Quantity {
  const { nanos, format } = toQuantity(value);
  return { nanos: nanos * BigInt(times), format };
}

/** The amount as a floating point number, for charts; not exact above 2^53. */
export function quantityToNumber(value: QuantityLike | Quantity): number {
  const { nanos } = toQuantity(value);
  const whole = nanos / NANOS_PER_UNIT;
  return Number(whole) + Number(nanos % NANOS_PER_UNIT) / 1e9;
}

function formatBinary(units: bigint): string {
  let rest = units;
  let power = 0;
  while (rest % 1024n === 0n && power < BINARY_SUFFIXES.length - 1) {
    rest /= 1024n;
    power += 1;
  }
  return `${rest}${BINARY_SUFFIXES[power] ?? ''}`;
}

function formatDecimal(nanos: bigint, asExponent: boolean): string {
  let rest = nanos;
  let exponent = -9;
  while (rest % 1000n === 0n && exponent < 18) {
    rest /= 1000n;
    exponent += 3;
  }
  if (asExponent) {
    return exponent === 0 ? `${rest}` : `${rest}e${exponent}`;
  }
  const suffix = Object.entries(DECIMAL_EXPONENTS).find(
    ([, each]) => each === exponent,
  );
  return `${rest}${suffix?.[0] ?? ''}`;
}

/** The canonical text, as the API server stores it: `0.1` becomes `100m`, `1024Mi` becomes `1Gi`. */
export function formatQuantity(value: QuantityLike | Quantity): string {
  const { nanos, format } = toQuantity(value);
  if (nanos === 0n) {
    return '0';
  }
  const magnitude = nanos < 0n ? -nanos : nanos;
  const isWhole = nanos % NANOS_PER_UNIT === 0n;
  if (format === 'BinarySI' && isWhole && magnitude >= 1024n * NANOS_PER_UNIT) {
    return formatBinary(nanos / NANOS_PER_UNIT);
  }
  return formatDecimal(nanos, format === 'DecimalExponent');
}
