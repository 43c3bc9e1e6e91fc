import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  GuardRailProblem,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';

/** What the status of a rollout that asks for too much is summarised from. */
export function toGuardRailRefusal(
  { metadata }: Pick<Rollout, 'metadata'>,
  problems: readonly GuardRailProblem[],
): Refusal {
  return {
    kind: 'Rollout',
    name: metadata.name,
    message: problems.map(({ field, why }) => `${field} ${why}`).join('; '),
    fields: problems.map(({ field, why }) => ({ field, message: why })),
  };
}
