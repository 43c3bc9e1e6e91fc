import Typography from '@material-ui/core/Typography';
import { Skeleton } from '@material-ui/lab';
import type {
  RevisionDetail,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useState } from 'react';
import { useRevision } from '../../../api/queries';
import { QueryStates } from '../../../components/QueryStates';
import { FieldDiff } from '../../../diff/FieldDiff';
import { useDraft } from '../../../draft/useDraft';
import { useTexts } from '../../../translation';
import { EffectSentences } from './EffectSentences';
import { NoteInput } from './NoteInput';
import { ReviewFrame } from './ReviewFrame';
import { SaveFailure } from './SaveFailure';
import { useIsClusterAway } from './useIsClusterAway';
import { useSave } from './useSave';

export interface RollBackDialogProps {
  readonly rollout: RolloutDetail;
  readonly revision: number;
  readonly onClose: () => void;
}

/** The review of a rollback: a new revision with exactly the settings of an old one. */
export function RollBackDialog(props: RollBackDialogProps) {
  const { rollout, revision, onClose } = props;
  const t = useTexts();
  const draft = useDraft();
  const [note, setNote] = useState('');
  const save = useSave(rollout, draft);
  const target = useRevision(
    { project: rollout.project, rollout: rollout.name },
    revision,
  );
  const isSame =
    target.data && diffSpecs(rollout.spec, target.data.spec).length === 0;
  const send = () =>
    save.mutate({ kind: 'rollback', revision, note }, { onSuccess: onClose });
  return (
    <ReviewFrame
      busy={save.isPending}
      cancel={t(isSame ? 'common.close' : 'common.cancel')}
      onCancel={onClose}
      onSubmit={send}
      submit={
        !target.data || isSame
          ? undefined
          : t(save.isPending ? 'review.saving' : 'review.rollBack.submit')
      }
      title={t('review.rollBack.title', { revision })}
    >
      <SaveFailure error={save.error} spec={rollout.spec} />
      <QueryStates
        query={target}
        skeleton={<Skeleton height={160} variant="rect" />}
        what={t('revisions.whatOne', { number: revision })}
      >
        {old =>
          isSame ? (
            <Typography variant="body2">
              {t('review.rollBack.same', { revision })}
            </Typography>
          ) : (
            <>
              <Changes old={old} rollout={rollout} />
              <NoteInput onChange={setNote} value={note} />
            </>
          )
        }
      </QueryStates>
    </ReviewFrame>
  );
}

interface ChangesProps {
  readonly rollout: RolloutDetail;
  readonly old: RevisionDetail;
}

function Changes({ rollout, old }: ChangesProps) {
  const t = useTexts();
  const away = useIsClusterAway(rollout.cluster);
  return (
    <>
      <Typography variant="body2">
        {t('review.rollBack.makes', { revision: old.number })}
      </Typography>
      <EffectSentences
        from={rollout.spec}
        running={away ? undefined : rollout.health.wanted}
        to={old.spec}
      />
      <FieldDiff
        label={t('review.fields')}
        rows={diffSpecs(rollout.spec, old.spec)}
      />
    </>
  );
}
