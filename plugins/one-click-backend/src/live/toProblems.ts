import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { buildCause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { KubeForbiddenError } from '@one-click/backstage-plugin-one-click-kube';
import { toProblem } from '../health';
import type { ObjectSource, Outage } from './ObjectHub';

/** Whether what is told is the truth right now. */
export interface Truth {
  readonly state: 'loading' | 'live' | 'partial' | 'away';
  readonly problems: readonly Problem[];
}

type Told = Pick<ObjectSource<unknown>, 'kind' | 'isSynced' | 'outage'>;

/** What is wrong with what several watches tell, each cause once. */
export function toTruth(sources: readonly Told[], cluster: string): Truth {
  const problems = new Map<string, Problem>();
  for (const { kind, outage } of sources) {
    if (outage) {
      const problem = toOutageProblem(outage, { kind, cluster });
      problems.set(keyOf(problem), problem);
    }
  }
  return {
    state: stateOf(sources),
    problems: [...problems.values()],
  };
}

/** Why one kind of objects is not known. */
export function toOutageProblem(
  { cause, since }: Outage,
  { kind, cluster }: { readonly kind: string; readonly cluster: string },
): Problem {
  if (cause instanceof KubeForbiddenError) {
    const verb = cause.missingRight?.verb ?? 'read';
    return toProblem(buildCause('NoRight', { verb, kind, cluster }));
  }
  const at = new Date(since).toISOString();
  return toProblem(buildCause('ClusterAway', { cluster, since: at }));
}

function stateOf(sources: readonly Told[]): Truth['state'] {
  if (sources.some(({ isSynced, outage }) => !isSynced && !outage)) {
    return 'loading';
  }
  const lost = sources.filter(({ outage }) => outage).length;
  if (lost > 0) {
    const isWhole = lost === sources.length;
    return isWhole && !sources.every(isForbidden) ? 'away' : 'partial';
  }
  return 'live';
}

function isForbidden({ outage }: Told): boolean {
  return outage?.cause instanceof KubeForbiddenError;
}

/** All kinds lose a cluster within moments: that is one problem. */
function keyOf({ id, params }: Problem): string {
  return id === 'ClusterAway' ? id : `${id} ${JSON.stringify(params)}`;
}
