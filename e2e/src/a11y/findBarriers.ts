import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findKnown } from './hostViolations';

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>;
type Finding = Results['violations'][number];
type Place = Finding['nodes'][number];

/** What axe finds wrong with a page, one line a place; empty is good. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations, incomplete } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return [
    ...violations.filter(isSerious).flatMap(finding => describe(finding)),
    ...incomplete.flatMap(finding => describe(finding, isUnseen)),
  ];
}

function isSerious({ impact }: Finding): boolean {
  return impact === 'serious' || impact === 'critical';
}

/** Text in the very colour of its ground: axe cannot tell whether it is meant. */
function isUnseen({ any }: Place): boolean {
  return any.some(({ data }) => data?.messageKey === 'equalRatio');
}

function describe(
  { id, help, nodes }: Finding,
  counts: (place: Place) => boolean = () => true,
): string[] {
  return nodes
    .filter(counts)
    .filter(({ html }) => !findKnown({ rule: id, html }))
    .map(({ target, html, failureSummary = '' }) =>
      [
        `${id} (${help}): ${target.join(' ')}`,
        html.slice(0, 300),
        failureSummary,
      ].join('\n'),
    );
}
