import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { BlockedIcon, HealthyIcon, WaitingIcon } from '../components/icons';
import { nextAct } from '../health/nextAct';
import { useHealthTexts } from '../health/useHealthTexts';
import { usePaths } from '../routing';
import { useTimeTexts } from '../time/useTimeTexts';
import { useTexts } from '../translation';
import type { FollowProgress } from './followProgress';
import { FollowSteps } from './FollowSteps';
import type { Follow } from './FollowStore';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      overflowWrap: 'anywhere',
    },
    icon: { fontSize: 16, flex: 'none' },
    ok: { color: theme.palette.status.ok },
    failed: { color: theme.palette.status.error },
    waiting: { color: theme.palette.status.aborted },
  }),
  { name: 'OneClickFollowLine' },
);

export interface FollowLineProps {
  readonly rollout: RolloutDetail;
  readonly follow: Follow;
  readonly progress: FollowProgress;
}

/** The words for how far a revision has come. */
export function FollowLine(props: FollowLineProps) {
  const classes = useStyles();
  return (
    <Typography className={classes.root} component="div" variant="body2">
      <Words {...props} />
    </Typography>
  );
}

function Words(props: FollowLineProps) {
  const t = useTexts();
  const { progress, follow, rollout } = props;
  switch (progress.kind) {
    case 'moving':
      return (
        <FollowSteps
          health={rollout.health}
          revision={follow.revision}
          savedAt={follow.savedAt}
          steps={progress.steps}
        />
      );
    case 'waiting':
      return <Waiting {...props} before={progress.before} />;
    case 'healthy':
      return <Healthy {...props} />;
    case 'failed':
      return <Failed {...props} refused={progress.refused} />;
    case 'replaced':
      return (
        <span>
          {t('review.follow.replaces', {
            newer: progress.by,
            older: follow.revision,
          })}
        </span>
      );
  }
}

function Waiting(props: FollowLineProps & { readonly before: number }) {
  const { rollout, follow, before } = props;
  const classes = useStyles();
  const t = useTexts();
  const { cluster } = rollout;
  return (
    <>
      <WaitingIcon
        aria-hidden
        className={`${classes.icon} ${classes.waiting}`}
      />
      <span>
        {before > 0
          ? t('review.follow.waitingBehind', {
              revision: follow.revision,
              cluster,
              count: before,
            })
          : t('review.follow.waiting', { cluster })}
      </span>
    </>
  );
}

function Healthy({ rollout, follow }: FollowLineProps) {
  const classes = useStyles();
  const t = useTexts();
  const times = useTimeTexts();
  const paths = usePaths();
  const ref = { project: rollout.project, rollout: rollout.name };
  const { outcomeAt, createdAt } = rollout.revision;
  const { ready, wanted } = rollout.health;
  const { revision } = follow;
  return (
    <>
      <HealthyIcon aria-hidden className={`${classes.icon} ${classes.ok}`} />
      <span>
        {outcomeAt
          ? t('review.follow.healthyAfter', {
              revision,
              span: times.duration(
                Date.parse(outcomeAt) - Date.parse(createdAt),
              ),
            })
          : t('review.follow.healthy', { revision })}{' '}
        {t('review.follow.serve', { ready, wanted })}
      </span>
      <Link to={paths.rollout(ref, `revisions/${revision}`)}>
        {t('review.follow.whatChanged')}
      </Link>
    </>
  );
}

function Failed(props: FollowLineProps & { readonly refused: boolean }) {
  const { rollout, follow, refused } = props;
  const classes = useStyles();
  const t = useTexts();
  const texts = useHealthTexts();
  const paths = usePaths();
  const { revision } = follow;
  const { servingRevision, problems } = rollout.health;
  const problem = rollout.revision.problem ?? problems[0];
  const act = nextAct(problem);
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <>
      <BlockedIcon
        aria-hidden
        className={`${classes.icon} ${classes.failed}`}
      />
      <span>
        {t(refused ? 'review.follow.refused' : 'review.follow.cannotStart', {
          revision,
        })}{' '}
        {servingRevision !== undefined &&
          t('review.follow.stillServes', { revision: servingRevision })}{' '}
        {problem && texts.cause(problem)}
      </span>
      {act && (
        <Link to={paths.rollout(ref, act.section)}>
          {t(`rollouts.act.${act.label}`)}
        </Link>
      )}
    </>
  );
}
