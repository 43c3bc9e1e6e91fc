import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { FieldDiff } from '../../../diff/FieldDiff';
import { useDraft } from '../../../draft/useDraft';
import { useTexts } from '../../../translation';
import { ConflictDialog } from './ConflictDialog';
import { EffectSentences } from './EffectSentences';
import { NoteInput } from './NoteInput';
import { restartEffect } from './restartEffect';
import { ReviewFrame } from './ReviewFrame';
import { SaveFailure } from './SaveFailure';
import { useIsClusterAway } from './useIsClusterAway';
import { useSave } from './useSave';

export interface SaveDialogProps {
  readonly rollout: RolloutDetail;
  readonly onClose: () => void;
}

/** The review of a draft: what changes, what restarts, and why; then one save. */
export function SaveDialog({ rollout, onClose }: SaveDialogProps) {
  const t = useTexts();
  const draft = useDraft();
  const [note, setNote] = useState('');
  const save = useSave(rollout, draft);
  const away = useIsClusterAway(rollout.cluster);
  const conflict =
    save.error instanceof OneClickError ? save.error.conflict : undefined;
  if (conflict) {
    return (
      <ConflictDialog
        conflict={conflict}
        onBack={onClose}
        onMerged={save.reset}
        rollout={rollout}
      />
    );
  }
  const send = () =>
    save.mutate({ kind: 'save', note }, { onSuccess: onClose });
  const { changes, began } = draft;
  const isSame = changes.length === 0;
  return (
    <ReviewFrame
      base={t('review.base', { revision: began.revision })}
      busy={save.isPending}
      cancel={t(isSame ? 'common.close' : 'review.keepEditing')}
      onCancel={onClose}
      onSubmit={send}
      submit={
        isSame ? undefined : t(submitLabel({ rollout, draft, save, away }))
      }
      title={
        isSame
          ? t('review.noDifference', { revision: began.revision })
          : t('review.title', { count: changes.length, name: rollout.title })
      }
    >
      <SaveFailure error={save.error} spec={draft.spec} />
      {!isSame && (
        <>
          <EffectSentences
            from={began.spec}
            running={away ? undefined : rollout.health.wanted}
            to={draft.spec}
          />
          <FieldDiff
            label={t('review.fields')}
            onUndo={draft.undo}
            rows={changes}
          />
          <NoteInput onChange={setNote} value={note} />
        </>
      )}
    </ReviewFrame>
  );
}

interface LabelFacts {
  readonly rollout: RolloutDetail;
  readonly draft: ReturnType<typeof useDraft>;
  readonly save: { readonly isPending: boolean };
  readonly away: boolean;
}

function submitLabel({ rollout, draft, save, away }: LabelFacts) {
  if (save.isPending) {
    return 'review.saving' as const;
  }
  if (away) {
    return 'review.saveAndQueue' as const;
  }
  const { kind } = restartEffect(draft.began.spec, draft.spec, {
    changes: draft.changes,
    running: rollout.health.wanted,
  });
  return kind === 'nothing' || kind === 'paused'
    ? ('review.save' as const)
    : ('review.saveAndRollOut' as const);
}
