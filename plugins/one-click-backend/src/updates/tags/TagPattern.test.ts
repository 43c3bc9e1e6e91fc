import { createTagPattern } from './TagPattern';

describe('createTagPattern', () => {
  it.each([
    '^v?(\\d+)\\.(\\d+)\\.(\\d+)(?:-[0-9A-Za-z.-]+)?$',
    '^(?:stable|beta|rc)-\\d{4}-\\d{2}-\\d{2}T\\d{6}$',
    '^[a-f0-9]{40}$',
  ])('takes %s', pattern => {
    expect(() => createTagPattern(pattern)).not.toThrow();
  });

  it('refuses a pattern whose search would take minutes', () => {
    const pattern = `${'(?:.{0,31}){31}'.repeat(12)}\\b[!]`;

    expect(() => createTagPattern(pattern)).toThrow(
      'it repeats too much: ask for less of {…}',
    );
  });
});
