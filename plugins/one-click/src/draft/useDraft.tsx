import type {
  FieldError,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import {
  applyChanges,
  invertChange,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Section,
  SpecChange,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { createContext, useContext, useMemo } from 'react';
import { useMe } from '../api/queries';
import { useOneClickData } from '../live/OneClickProvider';
import { changesOf } from './Draft';
import type { Draft, DraftBase } from './Draft';
import { fromServerPath, sectionOfKey } from './fieldKey';
import type { SpecEditor } from './SpecEditor';
import { useDraftStore } from './useDraftStore';
import { useFieldErrors } from './useFieldErrors';

/** The draft of a rollout, as its pages share it. */
export interface DraftHandle extends SpecEditor {
  /** The revision that the draft began from, or the newest one while there is no draft. */
  readonly began: DraftBase;
  readonly changes: readonly SpecChange[];
  /** Whether there is anything to save, or to correct before it can be. */
  readonly isDirty: boolean;
  /** When it was last edited, if it was found after a reload. */
  readonly restoredAt: string | undefined;
  undo(change: SpecChange): void;
  /** Lets the edits of a section go, or all; gives what brings them back. */
  discard(section?: Section): () => void;
  /** Puts another draft in place, as after a merge. */
  replace(draft: Draft | undefined): void;
  showErrors(): void;
  showRefused(fields: readonly FieldError[]): void;
}

const DraftContext = createContext<DraftHandle | undefined>(undefined);

export const DraftProvider = DraftContext.Provider;

/** The draft of the rollout that the caller stands in. */
export function useDraft(): DraftHandle {
  const draft = useContext(DraftContext);
  if (!draft) {
    throw new Error('Pages of a rollout need DraftProvider around them');
  }
  return draft;
}

/** Makes the handle on a rollout's draft; forms, bar and review all share it. */
export function useDraftHandle(rollout: RolloutDetail): DraftHandle {
  const stored = useDraftStore({
    project: rollout.project,
    rollout: rollout.name,
  });
  const draft = useMemo(
    () => stored.draft ?? emptyDraft(rollout),
    [stored.draft, rollout],
  );
  const update = useDraftUpdate(rollout);
  const changes = useMemo(() => changesOf(draft), [draft]);
  const shown = useFieldErrors({
    spec: draft.spec,
    texts: draft.texts,
    name: rollout.name,
  });

  return {
    spec: draft.spec,
    base: draft.base.spec,
    texts: draft.texts,
    errors: shown.errors,
    errorOf: shown.errorOf,
    touch: shown.touch,
    edit: change => update(old => ({ ...old, spec: change(old.spec) })),
    setText: (key, text) => update(old => withText(old, key, text)),
    began: draft.base,
    changes,
    isDirty: changes.length > 0 || Object.keys(draft.texts).length > 0,
    restoredAt: stored.wasRestored ? draft.editedAt : undefined,
    undo: change =>
      update(old => ({
        ...old,
        spec: applyChanges(old.spec, [invertChange(change)]),
      })),
    discard: section => {
      stored.setDraft(section && withoutSection(draft, section));
      return () => stored.setDraft(draft);
    },
    replace: stored.setDraft,
    showErrors: shown.showAll,
    showRefused: fields =>
      shown.setRefused(
        new Map(
          fields.map(({ path, message }) => [
            fromServerPath(path, draft.spec),
            message,
          ]),
        ),
      ),
  };
}

function emptyDraft({ revision, spec }: RolloutDetail): Draft {
  return {
    base: { revision: revision.number, spec },
    spec,
    texts: {},
    editedAt: '',
  };
}

/** Changes the draft as it is now, so that two edits in one moment both count. */
function useDraftUpdate(rollout: RolloutDetail) {
  const { drafts } = useOneClickData();
  const me = useMe();
  const key = {
    user: me.data?.userEntityRef ?? '',
    project: rollout.project,
    rollout: rollout.name,
  };
  return (change: (draft: Draft) => Draft) =>
    drafts.set(key, {
      ...change(drafts.get(key) ?? emptyDraft(rollout)),
      editedAt: new Date().toISOString(),
    });
}

function withText(draft: Draft, key: string, text: string | undefined): Draft {
  const { [key]: _, ...rest } = draft.texts;
  return {
    ...draft,
    texts: text === undefined ? rest : { ...rest, [key]: text },
  };
}

function withoutSection(draft: Draft, section: Section): Draft {
  const undone = changesOf(draft)
    .filter(change => change.section === section)
    .map(invertChange)
    .reverse();
  const texts = Object.entries(draft.texts).filter(
    ([key]) => sectionOfKey(key) !== section,
  );
  return {
    ...draft,
    spec: applyChanges(draft.spec, undone),
    texts: Object.fromEntries(texts),
  };
}
