import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useDraft } from '../../../draft/useDraft';
import { sectionOfKey } from '../../../draft/fieldKey';
import { nextAct } from '../../../health/nextAct';
import type { SectionId } from './sections';

export interface SectionMarks {
  /** Fields that the draft changes here. */
  readonly edits: number;
  /** How many things there are; 0 where it says nothing. */
  readonly count: number;
  /** The present problem can be solved here. */
  readonly isFix: boolean;
}

/** What the side list says about a section. */
export function useSectionMarks(
  rollout: RolloutDetail,
  section: SectionId,
): SectionMarks {
  const { changes, texts, spec } = useDraft();
  const edits =
    changes.filter(change => change.section === section).length +
    Object.keys(texts).filter(key => sectionOfKey(key) === section).length;
  const variables = (spec.env ?? []).length + (spec.secretsFrom ?? []).length;
  const counts: Partial<Record<SectionId, number>> = {
    revisions: rollout.revision.number,
    environment: variables,
  };
  return {
    edits,
    count: counts[section] ?? 0,
    isFix: nextAct(rollout.health.problems[0])?.section === section,
  };
}
