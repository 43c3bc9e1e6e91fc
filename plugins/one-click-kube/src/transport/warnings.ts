const WARNING = /\b299 \S+ "((?:[^"\\]|\\.)*)"/g;

/** Reads the texts of a `Warning` header, as the API server writes it. */
export function readWarnings(
  header: string | string[] | undefined,
): readonly string[] {
  const text = [header ?? ''].flat().join(', ');
  return [...text.matchAll(WARNING)].map(([, quoted = '']) =>
    quoted.replace(/\\(.)/g, '$1'),
  );
}
