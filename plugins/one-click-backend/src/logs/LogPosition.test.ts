import { isAfter, LineCursor, normalizeInstant, secondOf } from './LogPosition';

describe('normalizeInstant', () => {
  it.each([
    ['2026-03-04T05:06:07Z', '2026-03-04T05:06:07.000000000Z'],
    ['2026-03-04T05:06:07.1Z', '2026-03-04T05:06:07.100000000Z'],
    ['2026-03-04T05:06:07.123456789Z', '2026-03-04T05:06:07.123456789Z'],
    ['2026-03-04T07:06:07.5+02:00', '2026-03-04T05:06:07.500000000Z'],
    ['yesterday', undefined],
  ])('makes %s into %s', (text, wanted) => {
    expect(normalizeInstant(text)).toBe(wanted);
  });
});

describe('a cursor', () => {
  const lines = ['2026-03-04T05:06:07.1Z a', '2026-03-04T05:06:07.1Z b'];

  it('counts lines of the same moment, so that none is lost or doubled', () => {
    const cursor = new LineCursor();
    const first = lines.map(line => cursor.take(line));
    cursor.rewind();
    const again = [...lines, '2026-03-04T05:06:07.1Z c'].map(line =>
      cursor.take(line),
    );

    expect(first.map(line => line?.text)).toEqual(['a', 'b']);
    expect(again.map(line => line?.text)).toEqual([undefined, undefined, 'c']);
    expect(cursor.position).toEqual({
      at: '2026-03-04T05:06:07.100000000Z',
      count: 3,
    });
  });

  it('goes on from another stream’s position', () => {
    const at = '2026-03-04T05:06:07.100000000Z';
    const cursor = new LineCursor({ at, count: 1 });

    expect(lines.map(line => cursor.take(line)?.text)).toEqual([
      undefined,
      'b',
    ]);
  });

  it('takes a line without a moment for one of the moment before', () => {
    const cursor = new LineCursor();
    cursor.take('2026-03-04T05:06:07Z a');

    expect(cursor.take('no moment here')).toMatchObject({
      at: '2026-03-04T05:06:07.000000000Z',
      text: 'no moment here',
    });
  });

  it('keeps empty lines and spaces', () => {
    const cursor = new LineCursor();

    expect(cursor.take('2026-03-04T05:06:07Z ')?.text).toBe('');
    expect(cursor.take('2026-03-04T05:06:08Z   x ')?.text).toBe('  x ');
  });
});

it('asks for the whole second, since the API knows no fractions', () => {
  expect(secondOf({ at: '2026-03-04T05:06:07.999999999Z', count: 1 })).toBe(
    '2026-03-04T05:06:07Z',
  );
});

it('orders by moment, then by count', () => {
  const at = '2026-03-04T05:06:07.000000000Z';
  expect(isAfter({ at, count: 2 }, { at, count: 1 })).toBe(true);
  expect(isAfter({ at, count: 1 }, { at, count: 1 })).toBe(false);
  expect(isAfter({ at, count: 1 }, undefined)).toBe(true);
});
