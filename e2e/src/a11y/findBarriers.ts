import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { findKnown } from './hostViolations';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/** What axe finds wrong with a page, one line a place; empty is good. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.filter(isSerious).flatMap(describe);
}

function isSerious({ impact }: Violations[number]): boolean {
  return impact === 'serious' || impact === 'critical';
}

function describe(violation: Violations[number]): string[] {
  const { id, help, nodes } = violation;
  return nodes
    .filter(node => !findKnown({ rule: id, html: node.html }))
    .map(
      node =>
        `${id} (${help}): ${node.target.join(' ')}\n  ${node.html.slice(
          0,
          300,
        )}\n  ${node.failureSummary?.replaceAll('\n', '\n  ')}`,
    );
}
