import { stringify } from 'yaml';

const VARIABLE_FIELDS = ['name', 'value', 'valueFrom'];

function isVariable(value: object): value is {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
} {
  return (
    'name' in value &&
    ('value' in value || 'valueFrom' in value) &&
    Object.keys(value).every(key => VARIABLE_FIELDS.includes(key))
  );
}

/** A value as people read it: texts as they are, anything larger as YAML. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) {
    return value.join(', ');
  }
  // A new variable is named beside its value already.
  return isVariable(value)
    ? value.value ?? stringify(value.valueFrom).trimEnd()
    : stringify(value).trimEnd();
}

/** The text with blanks at its ends made visible. */
export function withVisibleEnds(text: string): string {
  return text
    .replace(/^ +/, blanks => '·'.repeat(blanks.length))
    .replace(/ +$/, blanks => '·'.repeat(blanks.length));
}
