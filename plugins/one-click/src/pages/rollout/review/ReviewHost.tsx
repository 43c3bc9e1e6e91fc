import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useDraft } from '../../../draft/useDraft';
import { RollBackDialog } from './RollBackDialog';
import { ReviewProvider } from './ReviewContext';
import { SaveDialog } from './SaveDialog';
import { useAttention } from './useAttention';

type OpenReview =
  | { readonly kind: 'none' }
  | { readonly kind: 'save' }
  | { readonly kind: 'rollback'; readonly revision: number };

export interface ReviewHostProps {
  readonly rollout: RolloutDetail;
  readonly children: ReactNode;
}

/** Holds the one review dialog of a rollout; Ctrl+S opens it for the draft. */
export function ReviewHost({ rollout, children }: ReviewHostProps) {
  const draft = useDraft();
  const [open, setOpen] = useState<OpenReview>({ kind: 'none' });
  const goToFirstError = useAttention(rollout);
  const close = () => setOpen({ kind: 'none' });

  const save = () => {
    if (draft.errors.size === 0) {
      setOpen({ kind: 'save' });
      return;
    }
    draft.showErrors();
    goToFirstError();
  };
  useSaveKey(() => draft.isDirty && save());

  const review = {
    save,
    rollBackTo: (revision: number) => setOpen({ kind: 'rollback', revision }),
  };
  return (
    <ReviewProvider value={review}>
      {children}
      {open.kind === 'save' && <SaveDialog onClose={close} rollout={rollout} />}
      {open.kind === 'rollback' && (
        <RollBackDialog
          onClose={close}
          revision={open.revision}
          rollout={rollout}
        />
      )}
    </ReviewProvider>
  );
}

/** Ctrl+S or Cmd+S, in place of the browser's own. */
function useSaveKey(onSave: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onSave();
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}
