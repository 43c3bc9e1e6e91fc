/** One measured figure. */
export interface Figure {
  readonly scenario: string;
  readonly name: string;
  readonly value: number;
  /** `s`, `MB`, `writes`, `x` (times the floor) … */
  readonly unit: string;
  /** The most it may be. */
  readonly limit?: number | undefined;
}

/** Says whether a figure keeps its limit; `undefined` where it has none. */
export function isKept({ value, limit }: Figure): boolean | undefined {
  return limit === undefined ? undefined : value <= limit;
}

const COLUMNS = ['scenario', 'figure', 'value', 'limit', ''] as const;

/** Lays figures out as a table, a line each. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = [COLUMNS, ...figures.map(toRow)];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function toRow(figure: Figure): readonly string[] {
  const { scenario, name, value, unit, limit } = figure;
  const verdicts = new Map([
    [true, 'kept'],
    [false, 'MISSED'],
  ]);
  return [
    scenario,
    name,
    `${formatNumber(value)} ${unit}`,
    limit === undefined ? '' : `<= ${limit}`,
    verdicts.get(isKept(figure) ?? (undefined as never)) ?? '',
  ];
}

function formatNumber(value: number): string {
  return Number.isInteger(value)
    ? String(value)
    : value.toFixed(value < 10 ? 2 : 1);
}
