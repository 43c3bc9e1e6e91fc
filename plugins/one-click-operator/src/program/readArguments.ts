import { parseArgs } from 'node:util';
import type { KubeConnectionSource } from '@one-click/backstage-plugin-one-click-kube';
import {
  parseLabelSelector,
  parseLease,
  parseLevel,
  parseNamespaces,
  parseNumber,
  parseSwitch,
} from './parseArgument';
import type { LeaseName, LogLevel } from './parseArgument';

/** How the operator was asked to run. */
export interface OperatorArguments {
  readonly source: KubeConnectionSource;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
  /** Which rollouts to look at, by their labels; all of them if absent. */
  readonly watchLabelSelector: string | undefined;
  /** File with what rollouts may ask for; see `readGuardRails`. */
  readonly guardRails: string | undefined;
  /** Port of /livez and /readyz, on all addresses; 0 for none. */
  readonly healthPort: number;
  /** Port of /metrics, on all addresses; may be the same; 0 for none. */
  readonly metricsPort: number;
  /** Whether to stand by while another operator holds the lease. */
  readonly leaderElect: boolean;
  readonly lease: LeaseName;
  /** Rollouts worked on at the same time. */
  readonly workers: number;
  /** Name of the cluster in sentences. */
  readonly cluster: string | undefined;
  /** End when standard input ends, since whoever started the program is then gone. */
  readonly supervised: boolean;
  readonly logLevel: LogLevel;
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
  --watch-label-selector SELECTOR
                       look only at rollouts with these labels (default: all)
  --guard-rails FILE   refuse rollouts that ask for more than this file (JSON) allows
  --leader-elect BOOL  stand by while another operator is at work (default: true)
  --lease NAMESPACE/NAME
                       the Lease that says who is (default: one-click-system/one-click-operator)
  --workers N          rollouts worked on at the same time (default: 8)
  --health-port PORT   serve /livez and /readyz (default: 0, which is not at all)
  --metrics-port PORT  serve /metrics elsewhere (default: at the same port)
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
  'watch-label-selector': { type: 'string' },
  'guard-rails': { type: 'string' },
  'leader-elect': { type: 'string', default: 'true' },
  lease: { type: 'string', default: 'one-click-system/one-click-operator' },
  // More would only queue up at the API server.
  workers: { type: 'string', default: '8' },
  'health-port': { type: 'string', default: '0' },
  'metrics-port': { type: 'string' },
  cluster: { type: 'string' },
  'log-level': { type: 'string', default: 'info' },
  supervised: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const MOST_WORKERS = 100;
const LAST_PORT = 65_535;

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

function parsePort(flag: string, text: string): number {
  return parseNumber(flag, text, { least: 0, most: LAST_PORT });
}

/** Reads the program's arguments; throws with what to do about a wrong one. */
export function readArguments(args: readonly string[]): OperatorArguments {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const healthPort = values['health-port'];
  return {
    source: toSource(values),
    namespaces: parseNamespaces('namespaces', values.namespaces),
    watchLabelSelector: parseLabelSelector(
      'watch-label-selector',
      values['watch-label-selector'],
    ),
    guardRails: values['guard-rails'],
    healthPort: parsePort('health-port', healthPort),
    metricsPort: parsePort(
      'metrics-port',
      values['metrics-port'] ?? healthPort,
    ),
    leaderElect: parseSwitch('leader-elect', values['leader-elect']),
    lease: parseLease('lease', values.lease),
    workers: parseNumber('workers', values.workers, {
      least: 1,
      most: MOST_WORKERS,
    }),
    cluster: values.cluster,
    supervised: values.supervised,
    logLevel: parseLevel('log-level', values['log-level']),
    help: values.help,
  };
}
