import { buildPortalConfig } from './buildPortalConfig';

const account = (user: string) => ({
  url: 'https://127.0.0.1:6443',
  caFile: '/run/ca.crt',
  tokenFile: `/run/${user}.token`,
});

describe('buildPortalConfig', () => {
  it('gives the backend and the operator an account each', () => {
    const config = buildPortalConfig({
      port: 7008,
      databaseFolder: '/run/database',
      clusters: [
        {
          name: 'local',
          title: 'Local cluster',
          backend: account('backend'),
          operator: account('operator'),
          hints: [],
          stop: async () => {},
        },
      ],
    });

    expect(config.oneClick.clusters).toEqual([
      {
        name: 'local',
        title: 'Local cluster',
        url: 'https://127.0.0.1:6443',
        caFile: '/run/ca.crt',
        tokenFile: '/run/backend.token',
        operator: {
          supervise: true,
          credentials: {
            url: 'https://127.0.0.1:6443',
            caFile: '/run/ca.crt',
            tokenFile: '/run/operator.token',
          },
        },
      },
    ]);
  });

  it('serves pages and API on the one port', () => {
    const config = buildPortalConfig({
      port: 7008,
      databaseFolder: '/run/database',
      clusters: [],
    });

    expect(config.app.baseUrl).toBe('http://localhost:7008');
    expect(config.backend).toMatchObject({
      baseUrl: 'http://localhost:7008',
      listen: { port: 7008 },
    });
  });
});
