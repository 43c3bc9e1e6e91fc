import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type { FieldError } from '@one-click/backstage-plugin-one-click-common';

/**
 * An error whose text is all that a template's log shows. The scaffolder logs
 * stacks, and where in our code a person's input was refused helps nobody.
 */
export function createStepError(message: string, name = 'Error'): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}`;
  return error;
}

/** Turns what the API refused into text for a log; anything else comes back as it is. */
export function toStepError(error: unknown): unknown {
  return error instanceof OneClickError
    ? createStepError(describeFields(error.message, error.fields), error.name)
    : error;
}

/** A sentence with a line for each field under it that it does not tell itself. */
export function describeFields(
  sentence: string,
  fields: readonly FieldError[],
): string {
  const untold = fields.filter(({ message }) => !sentence.includes(message));
  return [
    sentence,
    ...untold.map(({ path, message }) => `- ${path}: ${message}`),
  ].join('\n');
}
