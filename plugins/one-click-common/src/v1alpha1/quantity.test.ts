import fc from 'fast-check';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  isQuantity,
  multiplyQuantity,
  parseQuantity,
  quantityToNumber,
  subtractQuantities,
} from './quantity';

const suffix = fc.constantFrom(
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'e3',
  'E-2',
);
const anyQuantity = fc
  .tuple(fc.integer({ min: -9999, max: 9999 }), fc.nat(999), suffix)
  .map(([whole, fraction, end]) => `${whole}.${fraction}${end}`);

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    [2, 2_000_000_000n],
    ['100m', 100_000_000n],
    ['0.1', 100_000_000n],
    ['.5', 500_000_000n],
    ['5.', 5_000_000_000n],
    ['-1', -1_000_000_000n],
    ['+1', 1_000_000_000n],
    ['1Ki', 1_024_000_000_000n],
    ['1.5Gi', 1_610_612_736_000_000_000n],
    ['1e3', 1_000_000_000_000n],
    ['1E3', 1_000_000_000_000n],
    ['1E', 10n ** 27n],
    ['5n', 5n],
  ])('reads %p exactly', (text, nanos) => {
    expect(parseQuantity(text).nanos).toBe(nanos);
  });

  it.each([
    ['0.1n', 1n, 'less than the smallest part is rounded up'],
    ['-0.1n', -1n, 'away from zero on either side'],
    ['1e-100', 1n, 'without computing the power'],
    ['0e999999999', 0n, 'zero stays zero'],
    [
      '1e999999999',
      (2n ** 63n - 1n) * 10n ** 9n,
      'the cap of Kubernetes holds, and no huge power is computed',
    ],
    ['9Ei', (2n ** 63n - 1n) * 10n ** 9n, 'the cap holds for binary suffixes'],
  ])('bounds %p: %s', (text, nanos) => {
    expect(parseQuantity(text).nanos).toBe(nanos);
  });

  it.each([
    '',
    ' 1',
    '1 Gi',
    '2GB',
    '1.2.3',
    '.',
    'Gi',
    '1K',
    '1e',
    '1e1.5',
    '0x10',
    '1_000',
    'NaN',
    '١',
  ])('refuses %p, naming it and the remedy', text => {
    expect(isQuantity(text)).toBe(false);
    expect(() => parseQuantity(text)).toThrow(
      `'${text}' is not a quantity: write for example`,
    );
  });

  it.each([NaN, Infinity, null, undefined, {}, true])(
    'takes %p for no quantity',
    value => {
      expect(isQuantity(value)).toBe(false);
    },
  );
});

describe('formatQuantity', () => {
  it.each([
    ['0.1', '100m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1000', '1k'],
    ['1500m', '1500m'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['1000Ki', '1000Ki'],
    ['0Gi', '0'],
    ['-0.5', '-500m'],
    ['0.3Gi', '322122547200m'],
  ])('writes %p as the API server stores it: %p', (text, canonical) => {
    expect(formatQuantity(text)).toBe(canonical);
  });

  it('keeps the amount, and is stable', () => {
    fc.assert(
      fc.property(anyQuantity, text => {
        const canonical = formatQuantity(text);
        expect(compareQuantities(canonical, text)).toBe(0);
        expect(formatQuantity(canonical)).toBe(canonical);
      }),
    );
  });
});

describe('quantity arithmetic', () => {
  it('adds and subtracts without losing anything', () => {
    fc.assert(
      fc.property(anyQuantity, anyQuantity, (left, right) => {
        const sum = addQuantities(left, right);
        expect(compareQuantities(sum, addQuantities(right, left))).toBe(0);
        expect(compareQuantities(subtractQuantities(sum, right), left)).toBe(0);
      }),
    );
  });

  it('multiplies as repeated addition does', () => {
    fc.assert(
      fc.property(anyQuantity, fc.integer({ min: 0, max: 20 }), (text, n) => {
        const repeated = addQuantities(...Array<string>(n).fill(text));
        expect(compareQuantities(multiplyQuantity(text, n), repeated)).toBe(0);
      }),
    );
  });

  it('orders any two quantities one way only', () => {
    fc.assert(
      fc.property(anyQuantity, anyQuantity, (left, right) => {
        const there = compareQuantities(left, right);
        expect(there + compareQuantities(right, left)).toBe(0);
      }),
    );
  });

  it('adds mebibytes to mebibytes in mebibytes', () => {
    expect(formatQuantity(addQuantities('128Mi', '0.5Gi'))).toBe('640Mi');
  });

  it('is nothing where nothing is added', () => {
    expect(formatQuantity(addQuantities())).toBe('0');
  });

  it('gives charts a number', () => {
    expect(quantityToNumber('250m')).toBe(0.25);
    expect(quantityToNumber('1Gi')).toBe(1_073_741_824);
  });
});
