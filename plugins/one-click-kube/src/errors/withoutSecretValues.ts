const SECRET_FIELD = /secret|password|token|credential/i;

/** How the API quotes what it refuses: strings escaped as in Go, or JSON, or a number. */
const QUOTED_VALUE =
  /((?:Invalid|Unsupported|Duplicate) value: )(?:"(?:[^"\\]|\\.)*"|[{[][^]*?[}\]](?=: |, |$)|[^\s:]+)/g;

/**
 * Takes refused values out of the API's texts where they may be secrets: those
 * of a Secret, and of texts that speak of a field named like one.
 */
export function withoutSecretValues(
  text: string,
  about: { readonly kind?: string | undefined; readonly field?: string },
): string {
  const names = [
    about.kind ?? '',
    about.field ?? '',
    text.replace(QUOTED_VALUE, ''),
  ];
  return names.some(name => SECRET_FIELD.test(name))
    ? text.replace(QUOTED_VALUE, '$1(hidden)')
    : text;
}
