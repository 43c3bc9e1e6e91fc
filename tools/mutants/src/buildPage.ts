import type { FailureMode } from './FailureMode';
import type { Mutant } from './Mutant';

const INTRODUCTION = `<!-- Generated from \`tools/mutants\` by \`yarn workspace @one-click/mutants generate\`. -->

# Failure modes

What goes wrong around an operator, how it is tested, and what proves that the
test can fail: a mutant is a change of the program that takes the handling
away, and its test must turn red by it. \`make mutants\` shows that for all,
\`make mutants MODE=12\` for those of one mode.
`;

/** Writes the page that maps each failure mode to its tests and mutants. */
export function buildPage(
  modes: readonly FailureMode[],
  mutants: readonly Mutant[],
): string {
  const areas = [...new Set(modes.map(({ area }) => area))];
  const sections = areas.map(area =>
    buildSection(
      area,
      modes
        .filter(mode => mode.area === area)
        .flatMap(mode => buildRows(mode, mutants)),
    ),
  );
  return [INTRODUCTION, ...sections].join('\n');
}

function buildSection(area: string, rows: readonly string[]): string {
  return `## ${area}

| Mode | What goes wrong | Test | With the mutant, the program … |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function buildRows(
  { mode, title, alsoProvedBy }: FailureMode,
  mutants: readonly Mutant[],
): readonly string[] {
  const proofs = mutants
    .filter(mutant => mutant.mode === mode)
    .map(({ test, name }) => [linkTo(test), name]);
  if (alsoProvedBy !== undefined) {
    proofs.push([alsoProvedBy, '']);
  }
  const filled = proofs.length > 0 ? proofs : [['', '']];
  return filled.map((proof, index) =>
    buildRow([...(index === 0 ? [String(mode), title] : ['', '']), ...proof]),
  );
}

function linkTo({ file, name }: Mutant['test']): string {
  return `[${name.trim()}](../${file})`;
}

function buildRow(cells: readonly string[]): string {
  const escaped = cells.map(cell => cell.replace(/\|/g, '\\|'));
  return `| ${escaped.join(' | ')} |`;
}
