import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type { FieldError } from '@one-click/backstage-plugin-one-click-common';

/**
 * Turns what the API refused into one readable text, since a template's log has
 * no form to mark the fields in. Anything else comes back as it is.
 */
export function toStepError(error: unknown): unknown {
  if (!(error instanceof OneClickError) || error.fields.length === 0) {
    return error;
  }
  const told = new Error(describeFields(error.message, error.fields));
  told.name = error.name;
  return told;
}

/** A sentence with a line for each field under it. */
export function describeFields(
  sentence: string,
  fields: readonly FieldError[],
): string {
  return [
    sentence,
    ...fields.map(({ path, message }) => `- ${path}: ${message}`),
  ].join('\n');
}
