import { ConfigReader } from '@backstage/config';
import { readSupervision } from './readSupervision';

function withOperator(operator: object) {
  return new ConfigReader({
    oneClick: { clusters: [{ name: 'local', operator }] },
  } as never);
}

describe('readSupervision', () => {
  it('supervises nothing unless asked', () => {
    expect(readSupervision(new ConfigReader({}))).toEqual([]);
    expect(readSupervision(withOperator({ supervise: false }))).toEqual([]);
  });

  it('hands over files, never what is in them', () => {
    const credentials = {
      url: 'https://127.0.0.1:6443',
      tokenFile: '/run/token',
      caFile: '/run/ca.crt',
    };

    expect(
      readSupervision(withOperator({ supervise: true, credentials })),
    ).toEqual([
      {
        cluster: 'local',
        args: [
          '--cluster',
          'local',
          '--server',
          'https://127.0.0.1:6443',
          '--token-file',
          '/run/token',
          '--ca-file',
          '/run/ca.crt',
        ],
      },
    ]);
  });

  it('wants a context by name, since a current context moves', () => {
    const credentials = { kubeconfig: { file: '/home/ana/.kube/config' } };

    expect(() =>
      readSupervision(withOperator({ supervise: true, credentials })),
    ).toThrow('context');
  });

  it('refuses to lend the operator the credentials of the backend', () => {
    expect(() => readSupervision(withOperator({ supervise: true }))).toThrow(
      "Cluster 'local' is to have its operator supervised",
    );
  });
});
