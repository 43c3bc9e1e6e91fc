import type { BlueprintParameter, ParameterValues } from '../wire';
import { defaultOf } from './answersSchema';

type Answer = ParameterValues[string];

/** Answers that a template can be tried with: defaults, then examples, then whatever fits. */
export function sampleAnswers(
  parameters: readonly BlueprintParameter[],
): ParameterValues {
  return Object.fromEntries(
    parameters.map(parameter => [parameter.name, sampleOf(parameter)]),
  );
}

/** Only what nobody has to be asked. */
export function defaultAnswers(
  parameters: readonly BlueprintParameter[],
): ParameterValues {
  return Object.fromEntries(
    parameters.flatMap(parameter => {
      const value = defaultOf(parameter);
      return value === undefined ? [] : [[parameter.name, value] as const];
    }),
  );
}

function sampleOf(parameter: BlueprintParameter): Answer {
  const { example } = { example: undefined, ...parameter };
  return defaultOf(parameter) ?? example ?? inventFor(parameter);
}

function inventFor(parameter: BlueprintParameter): Answer {
  switch (parameter.type) {
    case 'string':
      return inventText(parameter);
    case 'number':
      return inventNumber(parameter);
    case 'boolean':
      return false;
    case 'enum':
      return parameter.options[0] ?? '';
    case 'secret':
      return 'sample';
    case 'imageTag':
      return 'latest';
    case 'quantity':
      return '1Gi';
  }
}

function inventText(limits: {
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}): string {
  const { minLength = 0, maxLength = minLength + 7 } = limits;
  return 'example'.padEnd(minLength, 'e').slice(0, maxLength);
}

function inventNumber(limits: {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly integer?: boolean | undefined;
}): number {
  const near = limits.minimum ?? limits.maximum ?? 1;
  return limits.integer ? Math.ceil(near) : near;
}
