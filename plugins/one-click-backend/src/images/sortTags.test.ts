import { nearestTags, sortTags } from './sortTags';

describe('sortTags', () => {
  it('puts the highest versions first, and words last', () => {
    expect(
      sortTags(['latest', '1.9', '1.10.0', '1.10-alpine', 'edge', 'v2.0.0']),
    ).toEqual(['v2.0.0', '1.10.0', '1.10-alpine', '1.9', 'latest', 'edge']);
  });
});

describe('nearestTags', () => {
  it('puts those that begin as it does first', () => {
    expect(nearestTags('2.4.9', ['1.0.0', '2.4.1', '2.5.0', '2.4.0'])).toEqual([
      '2.4.1',
      '2.4.0',
      '2.5.0',
      '1.0.0',
    ]);
  });
});
