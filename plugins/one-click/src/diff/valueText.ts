import { stringify } from 'yaml';

function isVariable(
  value: object,
): value is { readonly name: string; readonly value: string } {
  return (
    Object.keys(value).every(key => key === 'name' || key === 'value') &&
    'value' in value &&
    typeof value.value === 'string'
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
  return isVariable(value) ? value.value : stringify(value).trimEnd();
}

/** The text with blanks at its ends made visible. */
export function withVisibleEnds(text: string): string {
  return text
    .replace(/^ +/, blanks => '·'.repeat(blanks.length))
    .replace(/ +$/, blanks => '·'.repeat(blanks.length));
}
