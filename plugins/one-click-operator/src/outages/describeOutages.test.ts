import {
  KubeForbiddenError,
  KubeNotFoundError,
  KubeUnauthorizedError,
  KubeUnavailableError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Resource } from '@one-click/backstage-plugin-one-click-kube';
import { describeOutages } from './describeOutages';
import type { Outage } from './describeOutages';

const denied = (verb: string, resource: string, group: string): Outage => ({
  cause: new KubeForbiddenError(
    `${resource} is forbidden: User "operator" cannot ${verb} resource "${resource}" in API group "${group}" at the cluster scope`,
  ),
});
const absent = (resource: Resource): Outage => ({
  resource,
  cause: new KubeNotFoundError('the server could not find it'),
});
const away = (resource: Resource): Outage => ({
  resource,
  cause: new KubeUnavailableError('connect ECONNREFUSED'),
});

interface Row {
  readonly what: string;
  readonly outages: readonly Outage[];
  readonly says: string;
}

const ROWS: readonly Row[] = [
  {
    what: 'the CRD that is missing, and how to install it',
    outages: [absent(resources.rollouts)],
    says: "The cluster has no kind Rollout: install it with 'kubectl apply -f deploy/crds/one-click.dev_rollouts.yaml'",
  },
  {
    what: 'another API that is missing',
    outages: [absent(resources.podDisruptionBudgets)],
    says: 'The cluster does not serve poddisruptionbudgets (policy/v1): update it, or switch that API on',
  },
  {
    what: 'all rights that are missing, each once, and where they are',
    outages: [
      denied('watch', 'pods', ''),
      denied('watch', 'deployments', 'apps'),
      denied('patch', 'rollouts/status', 'one-click.dev'),
      denied('watch', 'pods', ''),
    ],
    says: "The operator may not patch rollouts.one-click.dev/status, watch deployments.apps, watch pods: grant its account the ClusterRole of 'deploy/rbac/operator.yaml'",
  },
  {
    what: 'a login that is not accepted',
    outages: [
      {
        resource: resources.pods,
        cause: new KubeUnauthorizedError('Unauthorized'),
      },
    ],
    says: "The cluster does not accept the operator's login: give it a valid token or kubeconfig",
  },
  {
    what: 'what cannot be watched while the cluster is away',
    outages: [away(resources.services), away(resources.pods)],
    says: 'Cannot watch pods, services for now; it is tried again',
  },
];

describe('describeOutages', () => {
  it.each(ROWS)('names $what', ({ outages, says }) => {
    expect(describeOutages(outages)).toEqual([
      { message: says, reason: outages[0]?.cause.message },
    ]);
  });

  it('gives each remedy a line', () => {
    const lines = describeOutages([
      absent(resources.rollouts),
      denied('watch', 'pods', ''),
    ]);

    expect(lines).toHaveLength(2);
  });
});
