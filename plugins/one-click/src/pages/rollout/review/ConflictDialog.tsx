import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Skeleton } from '@material-ui/lab';
import type {
  RolloutDetail,
  SaveConflict,
} from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { useMe, useRevision } from '../../../api/queries';
import { QueryStates } from '../../../components/QueryStates';
import { useEntityNames } from '../../../components/useEntityNames';
import { useDraft } from '../../../draft/useDraft';
import { useTexts } from '../../../translation';
import { ConflictFields } from './ConflictFields';
import { mergeDraft } from './mergeDraft';
import type { Keep } from './mergeDraft';
import { ReviewFrame } from './ReviewFrame';

export interface ConflictDialogProps {
  readonly rollout: RolloutDetail;
  readonly conflict: SaveConflict;
  readonly onBack: () => void;
  /** The draft is on top of the newer revision now, and can be reviewed again. */
  readonly onMerged: () => void;
}

/** Someone saved meanwhile and touched the same fields: each is decided, none silently. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { conflict, onBack } = props;
  const t = useTexts();
  const draft = useDraft();
  const { theirs, keep, setKeep, isUndecided, merge } = useMerge(props);
  const discard = () => {
    draft.discard();
    onBack();
  };
  return (
    <ReviewFrame
      acts={<Button onClick={discard}>{t('review.conflict.discard')}</Button>}
      busy={false}
      cancel={t('review.conflict.back')}
      onCancel={onBack}
      onSubmit={merge}
      submit={t('review.conflict.merge')}
      title={useConflictTitle(conflict)}
    >
      <Typography variant="body2">
        {t('review.conflict.fits', { count: conflict.clashes.length })}
      </Typography>
      {isUndecided && (
        <Typography role="alert" variant="body2">
          {t('review.conflict.chooseAll')}
        </Typography>
      )}
      <QueryStates
        query={theirs}
        skeleton={<Skeleton height={160} variant="rect" />}
        what={t('revisions.whatOne', { number: conflict.revision })}
      >
        {() => (
          <ConflictFields
            baseRevision={draft.began.revision}
            conflict={conflict}
            keep={keep}
            onKeep={(path, whose) =>
              setKeep(old => ({ ...old, [path]: whose }))
            }
          />
        )}
      </QueryStates>
    </ReviewFrame>
  );
}

/** The decisions on the fields, and the merge that follows from them. */
function useMerge({ rollout, conflict, onMerged }: ConflictDialogProps) {
  const draft = useDraft();
  const [keep, setKeep] = useState<Readonly<Record<string, Keep>>>({});
  const [isAsked, setAsked] = useState(false);
  const ref = { project: rollout.project, rollout: rollout.name };
  const theirs = useRevision(ref, conflict.revision);
  const isDecided = conflict.clashes.every(({ path }) => keep[path]);

  const merge = () => {
    if (!isDecided || !theirs.data) {
      setAsked(true);
      return;
    }
    const { number: revision, spec } = theirs.data;
    draft.replace(
      mergeDraft({
        base: draft.began.spec,
        mine: draft.spec,
        theirs: { revision, spec },
        keep,
      }),
    );
    onMerged();
  };
  return { theirs, keep, setKeep, isUndecided: isAsked && !isDecided, merge };
}

function useConflictTitle({ by, revision }: SaveConflict): string {
  const t = useTexts();
  const isPerson = by.includes(':');
  const nameOf = useEntityNames(isPerson ? [by] : []);
  const me = useMe();
  if (by === me.data?.userEntityRef) {
    return t('review.conflict.ownTitle', { revision });
  }
  const name = isPerson ? nameOf(by) : by;
  return t('review.conflict.title', { by: name, revision });
}
