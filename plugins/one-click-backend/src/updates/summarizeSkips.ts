import type {
  SkippedTag,
  SkipReason,
} from '@one-click/backstage-plugin-one-click-common';

const SHOWN = 50;
/** What says little about a policy, the least telling last. */
const DULL: readonly SkipReason[] = [
  'running',
  'sameVersion',
  'older',
  'notReadable',
  'filtered',
];

/** The tags that tell most about a policy, and how many there are of each kind. */
export function summarizeSkips(skipped: readonly SkippedTag[]) {
  const skippedCounts: Partial<Record<SkipReason, number>> = {};
  for (const { reason } of skipped) {
    skippedCounts[reason] = (skippedCounts[reason] ?? 0) + 1;
  }
  const telling = [...skipped].sort(
    (a, b) => DULL.indexOf(a.reason) - DULL.indexOf(b.reason),
  );
  return { skipped: telling.slice(0, SHOWN), skippedCounts };
}
