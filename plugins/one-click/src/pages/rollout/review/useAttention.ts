import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useDraft } from '../../../draft/useDraft';
import { sectionOfKey } from '../../../draft/fieldKey';
import { useNavigate, usePaths } from '../../../routing';

/** Leads to the first field that needs attention, on whichever page it is, and puts the focus there. */
export function useAttention(rollout: RolloutDetail): () => void {
  const draft = useDraft();
  const paths = usePaths();
  const navigate = useNavigate();
  const ref = { project: rollout.project, rollout: rollout.name };
  return () => {
    const [first] = draft.errors.keys();
    if (first === undefined) {
      return;
    }
    navigate(paths.rollout(ref, sectionOfKey(first)));
    // The page and its errors are drawn first.
    setTimeout(focusFirstError, 100);
  };
}

function focusFirstError() {
  document
    .querySelector<HTMLElement>(
      'input[aria-invalid="true"], textarea[aria-invalid="true"]',
    )
    ?.focus();
}
