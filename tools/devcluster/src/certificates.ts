import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** One certificate to be signed by the cluster's authority. */
export interface CertificateRequest {
  /** Gives the files `<name>.crt` and `<name>.key`. */
  readonly name: string;
  readonly commonName: string;
  readonly organizations?: readonly string[];
  /** Addresses and names it is good for. */
  readonly hosts?: readonly string[];
}

/** What to issue, and where to. */
export interface IssueOptions {
  /** The control plane's binary, which does the work. */
  readonly devcluster: string;
  readonly folder: string;
  /** Addresses and names of the API server beyond the usual ones. */
  readonly serverHosts: readonly string[];
  readonly extra: readonly CertificateRequest[];
}

const SERVER_HOSTS = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  'localhost',
  '127.0.0.1',
];

/**
 * Issues what one cluster needs. Authorities and the key of service accounts
 * stay as they are if present, so that a kept cluster still trusts its tokens.
 */
export async function issueCertificates(options: IssueOptions): Promise<void> {
  const { devcluster, folder, serverHosts, extra } = options;
  const ours = [
    {
      name: 'apiserver',
      commonName: 'kube-apiserver',
      hosts: [...new Set([...SERVER_HOSTS, ...serverHosts])],
    },
    {
      name: 'metrics-server',
      commonName: 'metrics-server',
      hosts: ['metrics-server.kube-system.svc', 'localhost', '127.0.0.1'],
    },
    // A real kubelet lets the API server in by this.
    {
      name: 'apiserver-kubelet-client',
      commonName: 'kube-apiserver-kubelet-client',
      organizations: ['system:masters'],
    },
    { name: 'kwok', commonName: 'kwok', hosts: ['localhost', '127.0.0.1'] },
    ...extra,
  ].map(certificate => ({ ...certificate, authority: 'ca' }));
  const proxy = {
    name: 'front-proxy',
    commonName: 'front-proxy',
    authority: 'front-proxy-ca',
  };
  const request = {
    dir: folder,
    authorities: ['ca', 'front-proxy-ca'],
    keyPairs: ['service-accounts'],
    certificates: [...ours, proxy],
  };
  await run(devcluster, JSON.stringify(request));
}

/** Paths of a certificate and its key. */
export function certificateFiles(folder: string, name: string) {
  return {
    certificate: join(folder, `${name}.crt`),
    key: join(folder, `${name}.key`),
  };
}

function run(devcluster: string, input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(devcluster, ['certs'], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) {
        resolve();
        return;
      }
      reject(new Error(`Cannot issue certificates: ${complaint.trim()}`));
    });
    child.stdin.end(input);
  });
}
