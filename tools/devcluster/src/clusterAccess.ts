import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ApiClient } from './apiClient';
import { FileAuditLog } from './audit';
import type { ClusterAccess, KubectlOptions } from './Cluster';
import { kubeconfigFile } from './layout';

/** All that another process needs to use a running cluster. */
export interface ClusterDescription {
  readonly id: string;
  readonly dir: string;
  readonly server: string;
  readonly caData: string;
  readonly nodes: readonly string[];
  readonly auditLog: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** The binary that has kubectl. */
  readonly devcluster: string;
}

/** Gives access to a cluster that runs already, in this process or another. */
export function accessCluster(description: ClusterDescription): ClusterAccess {
  const { id, dir, server, caData, nodes, tokens } = description;
  const token = (user: string) => {
    const found = tokens[user];
    if (!found) {
      const known = Object.keys(tokens).join("', '");
      throw new Error(`The cluster has no user '${user}', only '${known}'`);
    }
    return found;
  };
  const kubeconfig = (user: string) => {
    token(user);
    return kubeconfigFile(dir, user);
  };
  return {
    id,
    dir,
    server,
    caData,
    nodes,
    audit: new FileAuditLog(description.auditLog),
    token,
    kubeconfig,
    client: user =>
      new ApiClient({ server, ca: decode(caData), token: token(user) }),
    kubectl: (args, options = {}) =>
      runKubectl({
        devcluster: description.devcluster,
        kubeconfig: kubeconfig(options.user ?? 'admin'),
        cache: join(dir, 'kubectl-cache'),
        args,
        ...options,
      }),
  };
}

interface KubectlRun extends KubectlOptions {
  readonly devcluster: string;
  readonly kubeconfig: string;
  readonly cache: string;
  readonly args: readonly string[];
}

function runKubectl(run: KubectlRun): Promise<{
  readonly stdout: string;
  readonly stderr: string;
}> {
  const { devcluster, kubeconfig, cache, args, input } = run;
  return new Promise((resolve, reject) => {
    const child = spawn(devcluster, ['kubectl', ...args], {
      env: { ...process.env, KUBECONFIG: kubeconfig, KUBECACHEDIR: cache },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) {
        resolve({ stdout, stderr });
        return;
      }
      reject(new Error(`'kubectl ${args.join(' ')}' failed: ${stderr.trim()}`));
    });
    // A kubectl that ends early closes the pipe under us; its exit code tells.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
