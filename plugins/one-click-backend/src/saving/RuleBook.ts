import type {
  RolloutCandidate,
  RolloutFinding,
  RolloutRule,
} from '@one-click/backstage-plugin-one-click-node';
import { UnacceptableError } from '../errors';

/** The company's own checks on what may be saved. */
export interface RuleBook {
  /** Throws UnacceptableError with what the rules refuse; a rule that throws refuses, too. */
  check(candidate: RolloutCandidate): Promise<void>;
  /** All that the rules have to say, warnings as well; rejects where a rule throws. */
  review(candidate: RolloutCandidate): Promise<readonly RuleFinding[]>;
}

/** What a rule has to say, and which one it was. */
export interface RuleFinding extends RolloutFinding {
  readonly rule: string;
}

/** Asks rules one after another. */
export function createRuleBook(rules: readonly RolloutRule[]): RuleBook {
  const review = async (candidate: RolloutCandidate) => {
    const all: RuleFinding[] = [];
    for (const rule of rules) {
      const findings = await rule.check(candidate);
      all.push(...findings.map(each => ({ ...each, rule: rule.id })));
    }
    return all;
  };
  return {
    review,
    async check(candidate) {
      const findings = await review(candidate);
      const refusals = findings.filter(each => each.severity === 'refusal');
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
