import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readConfig } from './readConfig';

const read = (config: JsonObject) => readConfig(new ConfigReader(config));
const clusters = (...each: JsonObject[]) => ({ oneClick: { clusters: each } });

describe('readConfig', () => {
  it('takes clusters in each of their forms', () => {
    const config = read(
      clusters(
        {
          name: 'one',
          title: 'The first',
          kubeconfig: { file: '/k', context: 'c' },
        },
        { name: 'two', url: 'https://two:6443', token: 't', caFile: '/ca' },
        { name: 'three', inCluster: true },
      ),
    );

    expect(config.clusters).toMatchObject([
      {
        name: 'one',
        title: 'The first',
        source: { type: 'kubeconfig', path: '/k', context: 'c' },
      },
      {
        name: 'two',
        title: 'two',
        source: { type: 'url', url: 'https://two:6443', token: 't' },
      },
      { name: 'three', source: { type: 'inCluster' } },
    ]);
  });

  it("falls back to the kubernetes plugin's clusters with a service account's token", () => {
    const config = read({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'catalog' },
          {
            type: 'config',
            clusters: [
              {
                name: 'main',
                title: 'Main',
                url: 'https://main',
                authProvider: 'serviceAccount',
                serviceAccountToken: 't',
                caData: 'ca',
              },
              { name: 'mine', url: 'https://mine', authProvider: 'google' },
            ],
          },
        ],
      },
    });

    expect(config.clusters).toMatchObject([
      {
        name: 'main',
        title: 'Main',
        source: { type: 'url', url: 'https://main', token: 't', caData: 'ca' },
      },
    ]);
  });

  it('has no cluster where none is configured', () => {
    expect(read({})).toEqual({
      clusters: [],
      ownerRole: 'admin',
      hasPolicy: false,
    });
  });

  it.each([
    {
      why: 'a name that is no DNS label',
      config: clusters({ name: 'A b', inCluster: true }),
      message: /'A b' must be 1 to 63/,
    },
    {
      why: 'two clusters of one name',
      config: clusters(
        { name: 'a', inCluster: true },
        { name: 'a', inCluster: true },
      ),
      message: /Two clusters .* 'a'/,
    },
    {
      why: 'two ways into one cluster',
      config: clusters({ name: 'a', inCluster: true, url: 'https://x' }),
      message: /'a' needs exactly one .* has url and inCluster/,
    },
    {
      why: 'no way into a cluster',
      config: clusters({ name: 'a' }),
      message: /'a' needs exactly one .* has none/,
    },
    {
      why: 'a kubeconfig without a context, which is never the current one',
      config: clusters({ name: 'a', kubeconfig: { file: '/k' } }),
      message: /context/,
    },
    {
      why: 'a role that does not exist',
      config: { oneClick: { permissions: { ownerRole: 'king' } } },
      message: /ownerRole is 'king'.*viewer, operator, editor, admin/,
    },
  ])('refuses $why', ({ config, message }) => {
    expect(() => read(config)).toThrow(message);
  });
});
