import { parseArgs } from 'node:util';
import type { KubeConnectionSource } from '@one-click/backstage-plugin-one-click-kube';

/** How the operator was asked to run. */
export interface OperatorArguments {
  readonly source: KubeConnectionSource;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
  /** Name of the cluster in sentences. */
  readonly cluster: string | undefined;
  /** End when standard input ends, since whoever started the program is then gone. */
  readonly supervised: boolean;
  readonly logLevel: string;
  readonly help: boolean;
}

/** What `--help` prints. */
export const USAGE = `The operator of One-Click: makes Rollouts run.

  --kubeconfig FILE    log in by a kubeconfig file; its current context is used
  --context NAME       another context of that file
  --server URL         log in by URL
  --token-file FILE    with the token in this file
  --ca-file FILE       and this certificate authority
                       (none of these: the service account of the pod it runs in)
  --namespaces A,B     look only at these namespaces (default: all)
  --cluster NAME       what to call the cluster in sentences
  --log-level LEVEL    debug, info, warn or error (default: info)
  --supervised         end when standard input ends
  --help               print this
`;

const OPTIONS = {
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  server: { type: 'string' },
  'token-file': { type: 'string' },
  'ca-file': { type: 'string' },
  namespaces: { type: 'string', default: '' },
  cluster: { type: 'string' },
  'log-level': { type: 'string', default: 'info' },
  supervised: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<
  typeof parseArgs<{ options: typeof OPTIONS }>
>['values'];

function toSource(values: Values): KubeConnectionSource {
  const { kubeconfig, context, server } = values;
  if (kubeconfig !== undefined && server !== undefined) {
    throw new Error("Give one of '--kubeconfig' and '--server', not both");
  }
  if (kubeconfig !== undefined) {
    return { type: 'kubeconfig', path: kubeconfig, context };
  }
  if (server !== undefined) {
    return {
      type: 'url',
      url: server,
      tokenFile: values['token-file'],
      caFile: values['ca-file'],
    };
  }
  return { type: 'inCluster' };
}

/** Reads the program's arguments; throws with what to do about a wrong one. */
export function readArguments(args: readonly string[]): OperatorArguments {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  return {
    source: toSource(values),
    namespaces: values.namespaces
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== ''),
    cluster: values.cluster,
    supervised: values.supervised,
    logLevel: values['log-level'],
    help: values.help,
  };
}
