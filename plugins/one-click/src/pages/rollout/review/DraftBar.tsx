import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { Fragment } from 'react';
import { Age } from '../../../components/Age';
import { Who } from '../../../components/Who';
import { touchedSections } from '../../../draft/touchedSections';
import { useDraft } from '../../../draft/useDraft';
import type { DraftHandle } from '../../../draft/useDraft';
import { sectionLabel } from '../../../diff/FieldDiff';
import { usePaths } from '../../../routing';
import { tellClock } from '../../../time/formatTime';
import { useTexts } from '../../../translation';
import type { Texts } from '../../../translation';
import { isSectionId } from '../shell/sections';
import type { SectionId } from '../shell/sections';
import { AttentionList } from './AttentionList';
import { DiscardMenu } from './DiscardMenu';
import { restartEffect } from './restartEffect';
import { useReview } from './ReviewContext';

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'sticky',
      bottom: 0,
      zIndex: theme.zIndex.appBar,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderTop: `2px solid ${theme.palette.primary.main}`,
      // Above the host's own bar at the bottom of a narrow screen.
      [theme.breakpoints.down('xs')]: { bottom: 56 },
    },
    text: { flex: '1 1 240px', minWidth: 0 },
    acts: { display: 'flex', gap: theme.spacing(1), marginLeft: 'auto' },
  }),
  { name: 'OneClickDraftBar' },
);

export interface DraftBarProps {
  readonly rollout: RolloutDetail;
  readonly current: SectionId;
}

/** What the draft changes and where, at the bottom of every section while there is anything. */
export function DraftBar({ rollout, current }: DraftBarProps) {
  const classes = useStyles();
  const t = useTexts();
  const draft = useDraft();
  const review = useReview();
  if (!draft.isDirty) {
    return null;
  }
  return (
    <Paper
      aria-label={t('review.bar.label')}
      className={classes.root}
      component="section"
      elevation={4}
    >
      <div className={classes.text}>
        <Typography component="div" variant="body2">
          <Summary draft={draft} rollout={rollout} />
        </Typography>
        <Remarks draft={draft} rollout={rollout} />
        <AttentionList />
      </div>
      <div className={classes.acts}>
        <DiscardMenu current={current} />
        <Button color="primary" onClick={review.save} variant="contained">
          {t('review.bar.review')}
        </Button>
      </div>
    </Paper>
  );
}

interface PartProps {
  readonly rollout: RolloutDetail;
  readonly draft: DraftHandle;
}

function Summary({ rollout, draft }: PartProps) {
  const t = useTexts();
  const paths = usePaths();
  const ref = { project: rollout.project, rollout: rollout.name };
  const count = draft.changes.length + Object.keys(draft.texts).length;
  return (
    <>
      {t('review.bar.changes', { count })}{' '}
      {touchedSections(draft.changes, draft.texts).map((section, index) => (
        <Fragment key={section}>
          {index > 0 && ', '}
          {isSectionId(section) ? (
            <Link to={paths.rollout(ref, section)} underline="always">
              {sectionLabel(section, t)}
            </Link>
          ) : (
            sectionLabel(section, t)
          )}
        </Fragment>
      ))}
      {' · '}
      {shortEffect(rollout, draft, t)}
    </>
  );
}

function shortEffect(
  rollout: RolloutDetail,
  draft: DraftHandle,
  t: Texts,
): string {
  const { state, wanted } = rollout.health;
  if (state === 'Unknown') {
    return t('review.effect.short.unknown');
  }
  const effect = restartEffect(draft.began.spec, draft.spec, {
    changes: draft.changes,
    running: wanted,
  });
  if (effect.kind === 'rolling') {
    return t('review.effect.short.restarts', { count: effect.count });
  }
  return effect.kind === 'recreate'
    ? t('review.effect.short.recreate')
    : t('review.effect.short.nothing');
}

function Remarks({ rollout, draft }: PartProps) {
  const t = useTexts();
  const paths = usePaths();
  const { revision } = rollout;
  const ref = { project: rollout.project, rollout: rollout.name };
  const isOlder = draft.began.revision < revision.number;
  return (
    <>
      {draft.restoredAt && (
        <Typography component="div" variant="caption">
          {t('review.bar.restored', { clock: tellClock(draft.restoredAt) })}
        </Typography>
      )}
      {isOlder && (
        <Typography component="div" variant="caption">
          {t('review.bar.newer', { revision: revision.number })} (
          <Who by={revision.createdBy} />, <Age at={revision.createdAt} />){' '}
          <Link
            to={paths.rollout(
              ref,
              `revisions/compare?left=${draft.began.revision}&right=${revision.number}`,
            )}
            underline="always"
          >
            {t('review.bar.seeChanges')}
          </Link>
        </Typography>
      )}
    </>
  );
}
