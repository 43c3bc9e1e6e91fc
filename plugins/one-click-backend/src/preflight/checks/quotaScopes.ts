import type { V1Pod, V1ResourceQuota } from '@kubernetes/client-node';

interface Requirement {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/** Whether a quota counts pods like this one. */
export function countsFor({ spec }: V1ResourceQuota, pod: V1Pod): boolean {
  const scopes: readonly Requirement[] = [
    ...(spec?.scopes ?? []).map(scopeName => ({
      scopeName,
      operator: 'Exists',
    })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ];
  return scopes.every(requirement => meets(pod, requirement));
}

function meets(pod: V1Pod, { scopeName, operator, values = [] }: Requirement) {
  switch (scopeName) {
    case 'Terminating':
      return false;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass':
      return meetsPriority(pod.spec?.priorityClassName, { operator, values });
    case 'CrossNamespacePodAffinity':
      return false;
    default:
      // NotTerminating, which instances are; what is newer than this counts.
      return true;
  }
}

function meetsPriority(
  name: string | undefined,
  {
    operator,
    values,
  }: { readonly operator: string; readonly values: readonly string[] },
): boolean {
  switch (operator) {
    case 'In':
      return name !== undefined && values.includes(name);
    case 'NotIn':
      return name === undefined || !values.includes(name);
    case 'DoesNotExist':
      return name === undefined;
    default:
      return name !== undefined;
  }
}

function isBestEffort({ spec }: V1Pod): boolean {
  const containers = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
  ];
  return containers.every(
    ({ resources }) =>
      Object.keys(resources?.requests ?? {}).length === 0 &&
      Object.keys(resources?.limits ?? {}).length === 0,
  );
}
