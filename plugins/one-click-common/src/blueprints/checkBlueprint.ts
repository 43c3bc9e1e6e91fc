import type { BlueprintParameter, FieldError } from '../wire';
import { checkAnswers } from './answersSchema';
import { parametersIn, renderTemplate } from './renderTemplate';
import type { RenderedTemplate } from './renderTemplate';
import { sampleAnswers } from './sampleAnswers';

/** What a blueprint asks and makes. */
export interface BlueprintContent {
  readonly parameters: readonly BlueprintParameter[];
  readonly template: object;
}

/** What is wrong with a blueprint's parameters; empty where nothing is. */
export function checkParameters({
  parameters,
  template,
}: BlueprintContent): readonly FieldError[] {
  const used = parametersIn(template);
  return parameters.flatMap((parameter, index) => {
    const at = `parameters[${index}]`;
    const before = parameters.slice(0, index);
    const { name } = parameter;
    const errors: FieldError[] = [];
    if (before.some(other => other.name === name)) {
      errors.push({
        path: at,
        message: `has the name '${name}' of another one: rename it`,
      });
    }
    if (
      parameter.type === 'secret' &&
      before.some(
        other => other.type === 'secret' && other.key === parameter.key,
      )
    ) {
      errors.push({
        path: `${at}.key`,
        message: `'${parameter.key}' is the variable of another one: rename it`,
      });
    }
    if (parameter.type !== 'secret' && !used.has(name)) {
      errors.push({
        path: at,
        message: `is asked for and used nowhere: write "\${{ parameters.${name} }}" in the template, or remove it`,
      });
    }
    return errors;
  });
}

/**
 * Tries a blueprint with sample answers, as whoever deploys it would: gives the
 * spec that comes of it, or all that is wrong.
 */
export function tryBlueprint(content: BlueprintContent): RenderedTemplate {
  const { parameters, template } = content;
  const samples = checkAnswers(parameters, sampleAnswers(parameters));
  const errors = [
    ...checkParameters(content),
    ...(samples.ok ? [] : samples.errors),
  ];
  if (errors.length > 0 || !samples.ok) {
    return { ok: false, errors };
  }
  const { answers } = samples;
  return renderTemplate({ template, parameters, answers });
}
