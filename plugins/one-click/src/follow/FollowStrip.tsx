import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useClusters } from '../api/queries';
import { CloseIcon } from '../components/icons';
import { useTexts } from '../translation';
import { FollowLine } from './FollowLine';
import { followProgress } from './followProgress';
import { useFollow, useStartFollow } from './useFollow';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 1, 1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      background: theme.palette.background.paper,
    },
    line: { flex: 1, minWidth: 0, paddingTop: theme.spacing(0.5) },
    close: { padding: theme.spacing(0.5) },
  }),
  { name: 'OneClickFollowStrip' },
);

/** What becomes of the revision that the reader saved; hiding it cancels nothing. */
export function FollowStrip({ rollout }: { readonly rollout: RolloutDetail }) {
  const classes = useStyles();
  const t = useTexts();
  const ref = { project: rollout.project, rollout: rollout.name };
  const follow = useFollow(ref);
  const startFollow = useStartFollow();
  const { data: clusters = [] } = useClusters();
  if (!follow) {
    return null;
  }
  const clusterAway = clusters.some(
    ({ name, state }) => name === rollout.cluster && state === 'away',
  );
  const progress = followProgress(rollout, follow.revision, { clusterAway });
  const label = t('review.follow.hide');
  return (
    <section
      aria-label={t('review.follow.label', { revision: follow.revision })}
      className={classes.root}
    >
      <div aria-live="polite" className={classes.line}>
        <FollowLine follow={follow} progress={progress} rollout={rollout} />
      </div>
      <Tooltip title={label}>
        <IconButton
          aria-label={label}
          className={classes.close}
          onClick={() => startFollow(ref, undefined)}
        >
          <CloseIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </section>
  );
}
