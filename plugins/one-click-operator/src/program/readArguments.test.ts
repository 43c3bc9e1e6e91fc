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

  it('looks at all rollouts of all namespaces, as one of several, unless told otherwise', () => {
    expect(readArguments([])).toMatchObject({
      namespaces: [],
      watchLabelSelector: undefined,
      guardRails: undefined,
      healthPort: 0,
      metricsPort: 0,
      leaderElect: true,
      lease: { namespace: 'one-click-system', name: 'one-click-operator' },
      workers: 8,
      logLevel: 'info',
    });
  });

  it.each([
    { args: ['--namespaces', 'a, b,a,'], want: { namespaces: ['a', 'b'] } },
    {
      args: ['--watch-label-selector', 'team=web'],
      want: { watchLabelSelector: 'team=web' },
    },
    {
      args: ['--watch-label-selector', ''],
      want: { watchLabelSelector: undefined },
    },
    {
      args: ['--guard-rails=/rails.json'],
      want: { guardRails: '/rails.json' },
    },
    {
      args: ['--health-port', '8081'],
      want: { healthPort: 8081, metricsPort: 8081 },
    },
    {
      args: ['--health-port', '81', '--metrics-port', '0'],
      want: { healthPort: 81, metricsPort: 0 },
    },
    { args: ['--leader-elect=false'], want: { leaderElect: false } },
    {
      args: ['--lease', 'a/b.c'],
      want: { lease: { namespace: 'a', name: 'b.c' } },
    },
    { args: ['--workers', '20'], want: { workers: 20 } },
    { args: ['--log-level', 'debug'], want: { logLevel: 'debug' } },
  ])('takes $args', ({ args, want }) => {
    expect(readArguments(args)).toMatchObject(want);
  });

  it.each([
    'team',
    '!team',
    'one-click.dev/team=web',
    'team==web,tier!=test',
    'team in (web, api),!old',
    'team notin (web)',
  ])("passes the selector '%s' on", selector => {
    expect(
      readArguments(['--watch-label-selector', selector]).watchLabelSelector,
    ).toBe(selector);
  });

  it.each([
    { args: ['--kubeconfig', 'f', '--server', 'https://x'], says: 'not both' },
    { args: ['--nope'], says: "'--nope'" },
    { args: ['--namespaces', 'a,B'], says: "'B' is none" },
    {
      args: ['--watch-label-selector', 'team = (web'],
      says: "such as 'team=web,tier!=test'",
    },
    { args: ['--metrics-port', 'x'], says: 'from 0 to 65535' },
    { args: ['--health-port', '70000'], says: 'from 0 to 65535' },
    { args: ['--workers', 'many'], says: "'--workers many'" },
    { args: ['--leader-elect=no'], says: "'true' or 'false'" },
    { args: ['--lease', 'one-click-operator'], says: "'namespace/name'" },
    { args: ['--lease', 'a/b/c'], says: "'namespace/name'" },
    { args: ['--log-level', 'loud'], says: "'debug', 'info', 'warn', 'error'" },
  ])('refuses $args and says why', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(says);
  });
});
