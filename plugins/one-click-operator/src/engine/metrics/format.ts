/** What an answer to a scrape is written in. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** The two lines before a metric's samples. */
export function header(
  { name, help }: { readonly name: string; readonly help: string },
  type: 'counter' | 'gauge' | 'histogram',
): string[] {
  const text = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return [`# HELP ${name} ${text}`, `# TYPE ${name} ${type}`];
}

/** One line: a name, labels that are rendered already, and a value. */
export function sample(name: string, labels: string, value: number): string {
  const where = labels === '' ? name : `${name}{${labels}}`;
  return `${where} ${toText(value)}`;
}

/** A number as Prometheus reads it. */
export function toText(value: number): string {
  return Number.isFinite(value)
    ? String(value)
    : String(value).replace('Infinity', 'Inf').replace(/^Inf/, '+Inf');
}

/** A label's value as it stands between quotes. */
export function escapeLabel(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('"', '\\"');
}
