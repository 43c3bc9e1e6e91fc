import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { parseRolloutSpec } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { toFieldKey } from './fieldKey';
import type { FieldKey } from './fieldKey';

/** What is wrong, by field. */
export type FieldErrors = ReadonlyMap<FieldKey, string>;

export interface Validation {
  readonly spec: RolloutSpecInput;
  /** Texts that are no value yet; each is an error of its own. */
  readonly texts: Readonly<Record<FieldKey, string>>;
  /** The rollout's name, which the names of its parts must fit beside. */
  readonly name: string | undefined;
  /** Says that a text, which may be empty, is no whole number. */
  readonly notWhole: (text: string) => string;
}

/** Judges a spec by the rules of the cluster; the first message of a field counts. */
export function validateSpec(validation: Validation): FieldErrors {
  const { spec, texts, name, notWhole } = validation;
  const errors = new Map<FieldKey, string>();
  for (const [key, text] of Object.entries(texts)) {
    errors.set(key, notWhole(text));
  }
  const parsed = parseRolloutSpec(spec, name === undefined ? {} : { name });
  for (const { path, message } of parsed.ok ? [] : parsed.errors) {
    const key = toFieldKey(path);
    if (!errors.has(key)) {
      errors.set(key, message);
    }
  }
  return errors;
}
