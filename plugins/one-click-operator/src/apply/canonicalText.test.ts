import { canonicalText } from './canonicalText';

const same = (left: unknown, right: unknown) =>
  canonicalText(left) === canonicalText(right);

describe('canonicalText', () => {
  it.each([
    {
      does: 'keys in another order',
      left: { a: 1, b: 2 },
      right: { b: 2, a: 1 },
    },
    { does: 'null and absent', left: { env: null }, right: {} },
    { does: 'an empty text and absent', left: { value: '' }, right: {} },
    { does: 'an empty list and absent', left: { env: [] }, right: {} },
    {
      does: 'structs of nothing and absent',
      left: { securityContext: { capabilities: { drop: [] } } },
      right: {},
    },
    {
      does: 'a zero that is stored as absent',
      left: { hostPort: 0 },
      right: {},
    },
    {
      does: 'a no that is stored as absent',
      left: { readOnly: false },
      right: {},
    },
    {
      does: 'a default and an empty text',
      left: { concurrencyPolicy: '' },
      right: { concurrencyPolicy: 'Allow' },
    },
    {
      does: 'a label of null and an empty one',
      left: { labels: { a: null } },
      right: { labels: { a: '' } },
    },
    ...[
      ['1000m', '1'],
      ['0.5', '500m'],
      [0.1, '100m'],
      ['0.0001', '1m'],
      ['2048Mi', '2Gi'],
      ['1e9', '1G'],
    ].map(([left, right]) => ({
      does: `a limit of ${left} and of ${right}`,
      left: { limits: { x: left } },
      right: { limits: { x: right } },
    })),
    {
      does: 'a size of 1024Mi and of 1Gi',
      left: { sizeLimit: '1024Mi' },
      right: { sizeLimit: '1Gi' },
    },
  ])('takes for the same: $does', ({ left, right }) => {
    expect(same(left, right)).toBe(true);
  });

  it.each([
    {
      does: 'an annotation that is empty and none',
      left: { annotations: { a: '' } },
      right: {},
    },
    {
      does: 'a value that is empty and none',
      left: { data: { a: '' } },
      right: {},
    },
    {
      does: 'an argument that is empty and none',
      left: { args: ['', 'a'] },
      right: { args: ['a'] },
    },
    {
      does: 'variables in another order',
      left: [{ name: 'a' }, { name: 'b' }],
      right: [{ name: 'b' }, { name: 'a' }],
    },
    { does: 'no instances and any number', left: { replicas: 0 }, right: {} },
    { does: 'a no that counts', left: { privileged: false }, right: {} },
    { does: 'a volume in memory and none', left: { emptyDir: {} }, right: {} },
    {
      does: 'a number and its text',
      left: { port: 80 },
      right: { port: '80' },
    },
    {
      does: 'another policy than the default',
      left: { concurrencyPolicy: 'Forbid' },
      right: {},
    },
    {
      does: 'an environment that looks like an amount',
      left: { value: '1000m' },
      right: { value: '1' },
    },
    {
      does: 'a border between name and value',
      left: { a: 'b', c: '' },
      right: { a: 'b","c":"' },
    },
  ])('tells apart: $does', ({ left, right }) => {
    expect(same(left, right)).toBe(false);
  });
});
