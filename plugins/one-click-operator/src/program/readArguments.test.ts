import { readArguments } from './readArguments';

describe('readArguments', () => {
  it.each([
    { args: [], want: { type: 'inCluster' } },
    {
      args: ['--kubeconfig', 'f', '--context', 'c'],
      want: { type: 'kubeconfig', path: 'f', context: 'c' },
    },
    {
      args: ['--server', 'https://x', '--token-file', 't', '--ca-file', 'ca'],
      want: { type: 'url', url: 'https://x', tokenFile: 't', caFile: 'ca' },
    },
  ])('logs in as $args says', ({ args, want }) => {
    expect(readArguments(args).source).toEqual(want);
  });

  it('looks at all namespaces unless some are named', () => {
    expect(readArguments([]).namespaces).toEqual([]);
    expect(readArguments(['--namespaces', 'a, b,']).namespaces).toEqual([
      'a',
      'b',
    ]);
  });

  it.each([
    { args: ['--kubeconfig', 'f', '--server', 'https://x'], says: 'not both' },
    { args: ['--nope'], says: "'--nope'" },
  ])('refuses $args and says why', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(says);
  });
});
