import {
  KubeForbiddenError,
  KubeNotFoundError,
  KubeUnauthorizedError,
  apiVersionOf,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  MissingRight,
  Resource,
} from '@one-click/backstage-plugin-one-click-kube';

/** Something the operator cannot do for now. */
export interface Outage {
  /** What it was about, where that was a watch. */
  readonly resource?: Resource | undefined;
  readonly cause: Error;
}

/** What is wrong and what to do about it, in one sentence, and the first cause of it in its own words. */
export interface OutageLine {
  readonly message: string;
  readonly reason: string;
}

const CRD_FILE = 'deploy/crds/one-click.dev_rollouts.yaml';
const ROLE_FILE = 'deploy/rbac/operator.yaml';

const NO_RIGHT: MissingRight = { verb: '', resource: '', group: '' };

type Trouble = 'crd' | 'api' | 'right' | 'login' | 'other';

function missingRightOf(cause: Error): MissingRight | undefined {
  return cause instanceof KubeForbiddenError ? cause.missingRight : undefined;
}

function troubleOf({ cause, resource }: Outage): Trouble {
  if (missingRightOf(cause)) {
    return 'right';
  }
  if (cause instanceof KubeUnauthorizedError) {
    return 'login';
  }
  if (cause instanceof KubeNotFoundError) {
    return resource?.plural === resources.rollouts.plural ? 'crd' : 'api';
  }
  return 'other';
}

/** `watch deployments.apps`, as `kubectl auth can-i` takes it. */
function rightOf({ cause }: Outage): string {
  const { verb, resource, group } = missingRightOf(cause) ?? NO_RIGHT;
  const [plural = '', ...subresource] = resource.split('/');
  const name = group === '' ? plural : `${plural}.${group}`;
  return `${verb} ${[name, ...subresource].join('/')}`;
}

function pluralOf({ resource }: Outage): string {
  return resource?.plural ?? 'the cluster';
}

function apiOf({ resource }: Outage): string {
  return resource ? `${resource.plural} (${apiVersionOf(resource)})` : '';
}

function listed(
  outages: readonly Outage[],
  name: (outage: Outage) => string,
): string {
  return [...new Set(outages.map(name))].sort().join(', ');
}

const SENTENCES: Readonly<
  Record<Trouble, (outages: readonly Outage[]) => string>
> = {
  crd: () =>
    `The cluster has no kind Rollout: install it with 'kubectl apply -f ${CRD_FILE}'`,
  api: outages =>
    `The cluster does not serve ${listed(
      outages,
      apiOf,
    )}: update it, or switch that API on`,
  right: outages =>
    `The operator may not ${listed(
      outages,
      rightOf,
    )}: grant its account the ClusterRole of '${ROLE_FILE}'`,
  login: () =>
    "The cluster does not accept the operator's login: give it a valid token or kubeconfig",
  other: outages =>
    `Cannot watch ${listed(outages, pluralOf)} for now; it is tried again`,
};

/** One line for each thing that can be done about it. */
export function describeOutages(outages: readonly Outage[]): OutageLine[] {
  const byTrouble = new Map<Trouble, Outage[]>();
  for (const outage of outages) {
    const trouble = troubleOf(outage);
    const alike = byTrouble.get(trouble) ?? [];
    byTrouble.set(trouble, [...alike, outage]);
  }
  return [...byTrouble].map(([trouble, alike]) => ({
    message: SENTENCES[trouble](alike),
    reason: alike[0]?.cause.message ?? '',
  }));
}
