import { z } from 'zod';
import { MAX_PARAMETER_LENGTH } from '../wire';
import type { BlueprintParameter, FieldError, ParameterValues } from '../wire';

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[a-f0-9]{64})?$/;
const QUANTITY =
  /^[0-9]+(\.[0-9]+)?([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$/;
const MAX_SECRET_LENGTH = 131_072;

function baseOf(parameter: BlueprintParameter): z.ZodType {
  switch (parameter.type) {
    case 'string': {
      const { minLength = isRequired(parameter) ? 1 : 0 } = parameter;
      const { maxLength = MAX_PARAMETER_LENGTH } = parameter;
      return z.string().min(minLength).max(maxLength);
    }
    case 'number':
      return numberOf(parameter);
    case 'boolean':
      return z.boolean();
    case 'enum':
      return z.enum(parameter.options);
    case 'secret':
      return z.string().max(MAX_SECRET_LENGTH);
    case 'imageTag':
      return z.string().regex(TAG, {
        message: 'must be a tag such as "1.27" or "latest": correct it',
      });
    case 'quantity':
      return z.string().regex(QUANTITY, {
        message: 'must be a quantity such as "500m", "1.5" or "256Mi"',
      });
  }
}

function numberOf(
  parameter: Extract<BlueprintParameter, { readonly type: 'number' }>,
): z.ZodType {
  const { minimum, maximum, integer } = parameter;
  const number = integer ? z.number().int() : z.number();
  const above = minimum === undefined ? number : number.min(minimum);
  return maximum === undefined ? above : above.max(maximum);
}

/** Whether a parameter cannot be left without a value. */
export function isRequired({ required = true }: BlueprintParameter): boolean {
  return required;
}

/** The value that a parameter has where nobody gives one. */
export function defaultOf(
  parameter: BlueprintParameter,
): string | number | boolean | undefined {
  return 'default' in parameter ? parameter.default : undefined;
}

function answerOf(parameter: BlueprintParameter): z.ZodType {
  const { title, help, type } = parameter;
  const described = baseOf(parameter).meta({
    title,
    ...(help && { description: help }),
    ...(type === 'secret' && { format: 'password', writeOnly: true }),
  });
  const value = defaultOf(parameter);
  if (value !== undefined) {
    return described.default(value);
  }
  return isRequired(parameter) ? described : described.optional();
}

/** The schema of a blueprint's answers; what it gives back has the defaults in it. */
export function answersSchema(parameters: readonly BlueprintParameter[]) {
  return z.strictObject(
    Object.fromEntries(
      parameters.map(parameter => [parameter.name, answerOf(parameter)]),
    ),
  );
}

/** The same as JSON Schema, for forms. */
export function answersJsonSchema(
  parameters: readonly BlueprintParameter[],
): Record<string, unknown> {
  return { ...z.toJSONSchema(answersSchema(parameters), { io: 'input' }) };
}

/** Answers with the defaults filled in, or what is wrong with them. */
export type CheckedAnswers =
  | { readonly ok: true; readonly answers: ParameterValues }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Checks answers; errors name the parameter, as in `parameters.size`, and never a value. */
export function checkAnswers(
  parameters: readonly BlueprintParameter[],
  values: ParameterValues,
): CheckedAnswers {
  const parsed = answersSchema(parameters).safeParse(values, {
    error: issue =>
      issue.code === 'invalid_type' && issue.input === undefined
        ? 'is missing: give it a value'
        : undefined,
  });
  if (parsed.success) {
    return { ok: true, answers: parsed.data as ParameterValues };
  }
  return { ok: false, errors: parsed.error.issues.flatMap(toFieldErrors) };
}

function toFieldErrors(issue: z.core.$ZodIssue): readonly FieldError[] {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({
        path: `parameters.${key}`,
        message: 'is no parameter of this blueprint: remove it',
      }))
    : [
        {
          path: ['parameters', ...issue.path.map(String)].join('.'),
          message: issue.message,
        },
      ];
}
