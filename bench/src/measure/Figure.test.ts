import { formatFigures, isKept } from './Figure';

describe('formatFigures', () => {
  it('says of each figure whether it keeps its limit', () => {
    const table = formatFigures([
      { scenario: 'storm', name: 'ratio', value: 1.318, unit: 'x', limit: 1.4 },
      { scenario: 'rest', name: 'writes', value: 2, unit: 'writes', limit: 0 },
      { scenario: 'rest', name: 'CPU', value: 12.34, unit: 's' },
    ]);
    expect(table.split('\n')).toEqual([
      'scenario  figure  value     limit',
      'storm     ratio   1.32 x    <= 1.4  kept',
      'rest      writes  2 writes  <= 0    MISSED',
      'rest      CPU     12.3 s',
      '',
    ]);
  });
});

describe('isKept', () => {
  it('has no opinion without a limit', () => {
    const figure = { scenario: 'rest', name: 'CPU', value: 1, unit: 's' };
    expect(isKept(figure)).toBeUndefined();
  });
});
