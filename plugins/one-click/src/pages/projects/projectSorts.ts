import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type { Project } from '@one-click/backstage-plugin-one-click-common';

type Compare = (a: Project, b: Project) => number;

/** The place of a project's worst rollout among the states; projects without any come last. */
function worstState({ counts }: Project): number {
  const worst = ROLLOUT_STATES.findIndex(state => (counts[state] ?? 0) > 0);
  return worst < 0 ? ROLLOUT_STATES.length : worst;
}

const byName: Compare = (a, b) => a.title.localeCompare(b.title);

/** The orders in which projects may be shown. */
export const PROJECT_SORTS = {
  attention: (a, b) => worstState(a) - worstState(b) || byName(a, b),
  name: byName,
  change: (a, b) => b.lastChange.at.localeCompare(a.lastChange.at),
} satisfies Record<string, Compare>;

export type ProjectSort = keyof typeof PROJECT_SORTS;

/** Whether a text names an order. */
export function isProjectSort(text: string): text is ProjectSort {
  return Object.hasOwn(PROJECT_SORTS, text);
}
