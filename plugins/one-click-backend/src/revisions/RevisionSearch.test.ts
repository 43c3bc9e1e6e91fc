import { aRevision, aSpec } from '../../test/records';
import { createPattern, createRevisionTest } from './RevisionSearch';

describe('createPattern', () => {
  it.each([
    { pattern: '2.4', text: '2.4', want: true },
    { pattern: '2.4', text: '2.40', want: false },
    { pattern: '2.*', text: '2.4.1', want: true },
    { pattern: '*alpine', text: '1.27-Alpine', want: true },
    { pattern: 'a*b*c', text: 'a-b-b-c', want: true },
    { pattern: 'a*b*c', text: 'a-c-b', want: false },
    { pattern: 'ab*ba', text: 'aba', want: false },
    { pattern: '*', text: '', want: true },
    { pattern: '**', text: 'x', want: true },
  ])('$pattern of $text: $want', ({ pattern, text, want }) => {
    expect(createPattern(pattern)(text)).toBe(want);
  });

  it('takes no longer for a pattern that is made to', () => {
    const isWanted = createPattern(`${'a*'.repeat(150)}b`);

    expect(isWanted('a'.repeat(100_000))).toBe(false);
  });
});

describe('M08 a search by field', () => {
  const revision = aRevision({
    note: 'New cache',
    spec: aSpec({
      env: [{ name: 'LOG_LEVEL', value: 'debug' }],
      volumes: [{ name: 'data', mountPath: '/data', size: '10Gi' }],
      podLabels: { 'acme.io/team': 'shop' },
      args: ['--verbose'],
    }),
  });

  it.each([
    { query: { path: 'image.tag', value: '1.*' }, want: true },
    { query: { path: 'spec.image.tag', value: '1.27' }, want: true },
    { query: { path: 'image.tag', value: '2.*' }, want: false },
    { query: { path: 'image' }, want: true },
    { query: { path: 'replicas' }, want: false },
    { query: { path: 'env[LOG_LEVEL]', value: 'debug' }, want: true },
    { query: { path: 'env[LOG_LEVEL]', value: 'LOG*' }, want: false },
    { query: { path: 'env[OTHER]' }, want: false },
    { query: { path: 'volumes[data].size', value: '10Gi' }, want: true },
    { query: { path: 'podLabels[acme.io/team]', value: 'shop' }, want: true },
    { query: { path: 'args', value: '--verb*' }, want: true },
    { query: { value: '/data' }, want: true },
    { query: { q: 'cache' }, want: true },
    { query: { q: 'log_level' }, want: true },
    { query: { q: 'nowhere' }, want: false },
    { query: { q: 'cache', path: 'image.tag', value: '2.*' }, want: false },
  ])('finds by $query: $want', ({ query, want }) => {
    expect(createRevisionTest(query)?.(revision)).toBe(want);
  });

  it.each([
    { path: 'imgae.tag', says: "did you mean 'image.tag'?" },
    { path: 'spec.image.tga', says: "did you mean 'image.tag'?" },
    { path: 'volumes[data].siez', says: "did you mean 'volumes[data].size'?" },
    { path: 'zzzzzzzzzz', says: "There is no field 'zzzzzzzzzz'" },
    { path: 'image]', says: 'is no path' },
  ])('says of $path what was meant', ({ path, says }) => {
    expect(() => createRevisionTest({ path })).toThrow(says);
  });

  it('needs no spec where nothing of it is asked for', () => {
    expect(createRevisionTest({})).toBeUndefined();
  });
});
