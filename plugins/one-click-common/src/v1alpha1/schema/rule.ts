import type { z } from 'zod';
import { isQuantity } from '../quantity';

/**
 * One validation rule, told twice: as CEL for the API server and as a function
 * for zod. Both show the same message, so that kubectl, forms and the API
 * complain alike.
 */
export interface Rule<T> {
  /** CEL expression over `self` that is true for good values. */
  readonly cel: string;
  /** Names what is wrong and the remedy; shown as it is when nothing better can be computed. */
  readonly message: string;
  /** CEL expression that gives a text more telling than `message`. */
  readonly messageCel?: string;
  /** The same text for zod; defaults to `message`. */
  readonly messageFor?: (value: T) => string;
  /** The child field the message is about, such as `minReplicas`. */
  readonly field?: string;
  /**
   * The CEL text for updates, where `oldSelf` is the old value; `cel` then judges
   * creations only. One text for both would lose the size bounds of the old
   * lists, and with them the server's cost budget.
   */
  readonly celOnUpdate?: string;
  /** True for good values. Rules that compare with an old object are true here: `changes.ts` checks those. */
  readonly holds: (value: T) => boolean;
}

const VALIDATIONS = 'x-kubernetes-validations';

/** The shape of one entry of `x-kubernetes-validations`. */
export interface KubernetesValidation {
  readonly rule: string;
  readonly message: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: true;
}

function toValidations<T>(rule: Rule<T>): readonly KubernetesValidation[] {
  const { cel: expression, celOnUpdate, message, messageCel, field } = rule;
  const said = {
    message,
    ...(messageCel && { messageExpression: messageCel }),
    ...(field && { fieldPath: `.${field}` }),
  };
  if (celOnUpdate === undefined) {
    return [{ rule: expression, ...said }];
  }
  return [
    {
      rule: `oldSelf.hasValue() || (${expression})`,
      optionalOldSelf: true,
      ...said,
    },
    { rule: celOnUpdate, ...said },
  ];
}

/** Rules already attached to a schema. */
export function rulesOf(schema: z.ZodType): readonly KubernetesValidation[] {
  const rules = schema.meta()?.[VALIDATIONS];
  return Array.isArray(rules) ? rules : [];
}

/**
 * Attaches rules to a schema for both judges. Use it last: `.extend()`,
 * `.pick()` and `.partial()` drop what it attached.
 */
export function cel<S extends z.ZodType>(
  schema: S,
  ...rules: readonly Rule<z.output<S>>[]
): S {
  const checked = rules.reduce<S>(
    (refined, rule) =>
      refined.refine(value => rule.holds(value as z.output<S>), {
        error: issue =>
          rule.messageFor?.(issue.input as z.output<S>) ?? rule.message,
        ...(rule.field && { path: rule.field.split('.') }),
      }),
    schema,
  );
  return checked.meta({
    ...schema.meta(),
    [VALIDATIONS]: [
      ...rulesOf(schema),
      ...rules.flatMap(rule => toValidations(rule)),
    ],
  });
}

/** A rule that a text matches a regular expression both RE2 and JavaScript read alike. */
export function matching(source: string, message: string): Rule<string> {
  const expression = new RegExp(source);
  return {
    cel: `self.matches(r'${source}')`,
    message,
    holds: value => expression.test(value),
  };
}

/** A rule that a number lies within bounds, both included. */
export function between(
  min: number,
  max: number,
  message: string,
): Rule<number> {
  return {
    cel: `${min} <= self && self <= ${max}`,
    message,
    holds: value => min <= value && value <= max,
  };
}

// The server computes 10 to the power of an exponent, without end for
// "1e99999999": so three digits of exponent never reach its parser.
const HUGE_EXPONENT = '[eE].?[0-9]{3}';
const HUGE_EXPONENT_EXPRESSION = new RegExp(HUGE_EXPONENT);

/** CEL that is true where a text is a quantity the server may parse. */
export function celIsQuantity(text: string): string {
  return `(!${text}.matches(r'${HUGE_EXPONENT}') && isQuantity(${text}))`;
}

/** The same for zod. */
export function isSafeQuantity(value: unknown): value is string | number {
  return isQuantity(value) && !HUGE_EXPONENT_EXPRESSION.test(String(value));
}
