import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../test';
import { inClusterConnection } from './inCluster';
import { kubeconfigConnection } from './kubeconfig';
import { loadKubeConnection } from './loadKubeConnection';
import { urlConnection } from './url';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const PEM_BASE64 = Buffer.from(PEM).toString('base64');

describe('loadKubeConnection', () => {
  let folder: string;
  let clock: ManualClock;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'one-click-connection-'));
    clock = new ManualClock();
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function write(name: string, content: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  describe('by URL', () => {
    const url = 'https://cluster.example:6443/k8s/a';

    it('takes a token and a CA', async () => {
      const connection = await loadKubeConnection({
        type: 'url',
        url,
        token: 'abc',
        caData: PEM_BASE64,
      });
      expect(connection).toMatchObject({ ca: PEM, skipTLSVerify: false });
      expect(connection.server.href).toBe(url);
      expect(await connection.credentials.headers()).toEqual({
        authorization: 'Bearer abc',
      });
    });

    it.each([
      ['base64 of PEM', PEM_BASE64],
      ['PEM itself', PEM],
    ])('takes a CA as %s', async (_, caData) => {
      const { ca } = await loadKubeConnection({ type: 'url', url, caData });
      expect(ca).toBe(PEM);
    });

    it('takes a CA from a file', async () => {
      const caFile = await write('ca.crt', PEM);
      const { ca } = await loadKubeConnection({ type: 'url', url, caFile });
      expect(ca).toBe(PEM);
    });

    it('reads a token file again as it rotates', async () => {
      const tokenFile = await write('token', 'first\n');
      const { credentials } = await urlConnection(
        { type: 'url', url, tokenFile },
        clock,
      );
      const authorization = async () =>
        (await credentials.headers()).authorization;
      expect(await authorization()).toBe('Bearer first');

      await write('token', 'second\n');
      clock.advance(59_999);
      expect(await authorization()).toBe('Bearer first');
      clock.advance(1);
      expect(await authorization()).toBe('Bearer second');

      await write('token', 'third\n');
      expect(credentials.invalidate()).toBe(true);
      expect(await authorization()).toBe('Bearer third');
    });

    it('tells an empty token file', async () => {
      const tokenFile = await write('token', '\n');
      const { credentials } = await loadKubeConnection({
        type: 'url',
        url,
        tokenFile,
      });
      await expect(credentials.headers()).rejects.toThrow(
        `Token file '${tokenFile}' is empty`,
      );
    });

    it.each([
      ['no URL at all', { url: 'cluster' }, 'is not a URL'],
      [
        'a plain connection',
        { url: 'http://host:8080' },
        "Cluster URL of 'host:8080' must begin with https://",
      ],
      [
        'a password in the URL',
        { url: 'https://me:hunter2@host' },
        "Cluster URL of 'host' must not hold a user or a password",
      ],
      [
        'two CAs',
        { url, caData: PEM, caFile: '/ca' },
        "Give one of 'caData' and 'caFile', not both",
      ],
      [
        'two tokens',
        { url, token: 'a', tokenFile: '/b' },
        "Give one of 'token' and 'tokenFile', not both",
      ],
      ['a CA that is none', { url, caData: 'abc' }, 'holds no certificate'],
    ])('refuses %s, and says why', async (_, source, message) => {
      const loading = loadKubeConnection({ type: 'url', ...source });
      await expect(loading).rejects.toThrow(message);
      await expect(loading).rejects.not.toThrow('hunter2');
    });
  });

  describe('in a pod', () => {
    const env = {
      KUBERNETES_SERVICE_HOST: '10.0.0.1',
      KUBERNETES_SERVICE_PORT: '443',
    };

    it('takes what is mounted', async () => {
      await write('ca.crt', PEM);
      await write('token', 'abc');
      await write('namespace', 'one-click-system\n');
      const source = { serviceAccountFolder: folder };
      const connection = await inClusterConnection(source, env, clock);
      expect(connection).toMatchObject({
        ca: PEM,
        namespace: 'one-click-system',
        skipTLSVerify: false,
      });
      expect(connection.server.href).toBe('https://10.0.0.1/');
      expect(await connection.credentials.headers()).toEqual({
        authorization: 'Bearer abc',
      });
    });

    it('takes an IPv6 address', async () => {
      await write('ca.crt', PEM);
      await write('namespace', 'x');
      const { server } = await inClusterConnection(
        { serviceAccountFolder: folder },
        { ...env, KUBERNETES_SERVICE_HOST: 'fd00::1' },
      );
      expect(server.hostname).toBe('[fd00::1]');
    });

    it('says so where this is no pod', async () => {
      await expect(inClusterConnection({}, {})).rejects.toThrow(
        'does not run in a pod',
      );
    });

    it('says so where nothing is mounted', async () => {
      const source = { serviceAccountFolder: join(folder, 'nowhere') };
      await expect(inClusterConnection(source, env)).rejects.toThrow(
        'automountServiceAccountToken',
      );
    });
  });

  describe('by kubeconfig', () => {
    const config = (extra: object = {}) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'one',
        clusters: [
          {
            name: 'c',
            cluster: {
              server: 'https://cluster.example:6443',
              'certificate-authority-data': PEM_BASE64,
            },
          },
        ],
        users: [
          { name: 'by-token', user: { token: 'abc' } },
          {
            name: 'by-certificate',
            user: {
              'client-certificate-data': PEM_BASE64,
              'client-key-data': PEM_BASE64,
            },
          },
          {
            name: 'by-file',
            user: { 'client-certificate': 'me.crt', 'client-key': 'me.key' },
          },
        ],
        contexts: [
          {
            name: 'one',
            context: { cluster: 'c', user: 'by-token', namespace: 'ns' },
          },
          { name: 'two', context: { cluster: 'c', user: 'by-certificate' } },
          { name: 'three', context: { cluster: 'c', user: 'by-file' } },
          { name: 'lost', context: { cluster: 'nowhere', user: 'by-token' } },
        ],
        ...extra,
      });

    it('takes the current context', async () => {
      const path = await write('config', config());
      const connection = await loadKubeConnection({ type: 'kubeconfig', path });
      expect(connection).toMatchObject({ ca: PEM, namespace: 'ns' });
      expect(connection.server.host).toBe('cluster.example:6443');
      expect(await connection.credentials.headers()).toEqual({
        authorization: 'Bearer abc',
      });
    });

    it('takes another context, with a client certificate', async () => {
      const path = await write('config', config());
      const context = 'two';
      const connection = await kubeconfigConnection({ path, context });
      expect(connection.clientCertificate).toEqual({ cert: PEM, key: PEM });
      expect(await connection.credentials.headers()).toEqual({});
    });

    it('finds files beside the kubeconfig', async () => {
      await write('me.crt', PEM);
      await write('me.key', PEM);
      const path = await write('config', config());
      const context = 'three';
      const connection = await kubeconfigConnection({ path, context });
      expect(connection.clientCertificate).toEqual({ cert: PEM, key: PEM });
    });

    it('runs the plugin that a user names', async () => {
      const credential = JSON.stringify({
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        status: { token: 'from-the-plugin' },
      });
      await mkdir(join(folder, 'bin'));
      const command = await write(
        'bin/login',
        `#!/bin/sh\necho '${credential}'\n`,
      );
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: '/bin/sh',
        args: [command],
      };
      const users = [{ name: 'by-token', user: { exec } }];
      const path = await write('config', config({ users }));
      const { credentials } = await kubeconfigConnection({ path });
      expect(await credentials.headers()).toEqual({
        authorization: 'Bearer from-the-plugin',
      });
    });

    it('reads the file again once its token is not taken any more', async () => {
      const path = await write('config', config());
      const { credentials } = await kubeconfigConnection({ path }, clock);
      await credentials.headers();
      const users = [{ name: 'by-token', user: { token: 'renewed' } }];
      await write('config', config({ users }));
      credentials.invalidate();
      expect(await credentials.headers()).toEqual({
        authorization: 'Bearer renewed',
      });
    });

    it.each([
      [
        'a context that is not there',
        { context: 'four' },
        "No context 'four' in kubeconfig file",
      ],
      ['a cluster that is not there', { context: 'lost' }, "Context 'lost' in"],
    ])('tells %s', async (_, options, message) => {
      const path = await write('config', config());
      await expect(kubeconfigConnection({ path, ...options })).rejects.toThrow(
        message,
      );
    });

    it('asks for a context where the file has no current one', async () => {
      const path = await write('config', config({ 'current-context': '' }));
      await expect(kubeconfigConnection({ path })).rejects.toThrow(
        "has no current context: name one of 'one', 'two', 'three', 'lost'",
      );
    });
  });
});
