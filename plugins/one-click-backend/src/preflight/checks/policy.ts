import type { RuleBook } from '../../saving/RuleBook';
import type { Check } from '../Check';

/** What the guard rails and the company's own rules say. */
export function createPolicyCheck(rules: RuleBook): Check {
  return {
    id: 'policy',
    async run({ draft }) {
      const { access, name, spec, existing } = draft;
      const { project } = access;
      const findings = await rules.review({
        cluster: project.cluster,
        project: project.name,
        owner: project.owner,
        name,
        spec,
        ...(existing && { previous: existing.spec }),
      });
      return {
        findings: findings.map(({ rule, severity, field, message }) => ({
          code: rule,
          field: `spec.${field}`,
          severity: severity === 'refusal' ? 'error' : 'warning',
          message: `'${field}' ${message}`,
        })),
      };
    },
  };
}
