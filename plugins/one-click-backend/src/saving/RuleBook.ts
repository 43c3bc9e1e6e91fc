import type {
  RolloutCandidate,
  RolloutRule,
} from '@one-click/backstage-plugin-one-click-node';
import { UnacceptableError } from '../errors';

/** The company's own checks on what may be saved. */
export interface RuleBook {
  /** Throws UnacceptableError with what the rules refuse; a rule that throws refuses, too. */
  check(candidate: RolloutCandidate): Promise<void>;
}

/** Asks rules one after another. */
export function createRuleBook(rules: readonly RolloutRule[]): RuleBook {
  return {
    async check(candidate) {
      const refusals = [];
      for (const rule of rules) {
        const findings = await rule.check(candidate);
        refusals.push(
          ...findings.filter(({ severity }) => severity === 'refusal'),
        );
      }
      if (refusals.length > 0) {
        throw new UnacceptableError(
          refusals.map(({ field, message }) => ({
            path: `spec.${field}`,
            message,
          })),
        );
      }
    },
  };
}
