const SAMPLE = /^([a-zA-Z_:][\w:]*)(\{.*\})? (\S+)/;

/** Sums a Prometheus exposition up by the names of its samples, labels aside. */
export function parseMetrics(text: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, , value] = SAMPLE.exec(line) ?? [];
    if (name !== undefined) {
      sums.set(name, (sums.get(name) ?? 0) + Number(value));
    }
  }
  return sums;
}
