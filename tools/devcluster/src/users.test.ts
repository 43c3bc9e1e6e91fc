import { buildKubeconfig, buildTokenFile, makeTokens } from './users';

describe('users', () => {
  it('each have a token of their own', () => {
    const tokens = makeTokens([{ name: 'ann' }, { name: 'bob' }]);

    expect(new Set(tokens.values()).size).toBe(2);
    expect(tokens.get('ann')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('stand in the token file with all their groups in one column', () => {
    const users = [{ name: 'ann', groups: ['a', 'b'] }, { name: 'bob' }];
    const tokens = new Map([
      ['ann', '1'],
      ['bob', '2'],
    ]);

    expect(buildTokenFile(users, tokens)).toBe(
      '1,ann,ann,"a,b"\n2,bob,bob,""\n',
    );
  });

  it('have a kubeconfig whose current context leads to the cluster', () => {
    const config = buildKubeconfig({
      server: 'https://host:1',
      caData: 'Y2E=',
      user: 'ann',
      token: 'secret',
    });

    expect(JSON.parse(config)).toMatchObject({
      'current-context': 'devcluster',
      clusters: [{ cluster: { server: 'https://host:1' } }],
      users: [{ name: 'ann', user: { token: 'secret' } }],
    });
  });
});
