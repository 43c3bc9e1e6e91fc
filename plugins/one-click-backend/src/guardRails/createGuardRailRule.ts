import { applyDefaults } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutRule } from '@one-click/backstage-plugin-one-click-node';
import { checkGuardRails } from '@one-click/backstage-plugin-one-click-workload';
import type { GuardRails } from '@one-click/backstage-plugin-one-click-workload';

const SPEC = /^spec\.?/;

/** Refuses what asks for more than the guard rails of its cluster allow, as the operator does. */
export function createGuardRailRule(
  railsOf: (cluster: string) => GuardRails,
): RolloutRule {
  return {
    id: 'one-click.guard-rails',
    async check({ cluster, spec }) {
      const problems = checkGuardRails(
        { spec: applyDefaults(spec) },
        railsOf(cluster),
      );
      return problems.map(({ field, why }) => ({
        severity: 'refusal',
        field: field.replace(SPEC, ''),
        message: why,
      }));
    },
  };
}
