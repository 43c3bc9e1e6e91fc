import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  RolloutDetail,
  RolloutState,
} from '@one-click/backstage-plugin-one-click-common';
import { Age } from '../../../components/Age';
import { StateChip } from '../../../health/StateChip';
import { useHealthTexts } from '../../../health/useHealthTexts';
import { useNow } from '../../../time/useNow';
import { useTimeTexts } from '../../../time/useTimeTexts';
import { tellExactly } from '../../../time/formatTime';
import { useTexts } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1.5),
    },
    seen: { color: theme.palette.textSubtle, marginLeft: 'auto' },
  }),
  { name: 'OneClickHealthLine' },
);

/** States in which nothing is expected to happen: they last; others began. */
const LASTING: readonly RolloutState[] = [
  'Healthy',
  'Paused',
  'InTheBin',
  'Unknown',
];
/** The operator writes only what changed, so a quiet cluster is not an old one. */
const STALE_STATES: readonly RolloutState[] = ['Unknown', 'WaitingToApply'];

/** The state, since when, and what users get. */
export function HealthLine({ rollout }: { readonly rollout: RolloutDetail }) {
  const classes = useStyles();
  const t = useTexts();
  const texts = useHealthTexts();
  const { health, spec } = rollout;
  return (
    <div className={classes.root}>
      <StateChip served={health.ready > 0} state={health.state} />
      <Since at={health.since} lasting={LASTING.includes(health.state)} />
      <Typography component="span" variant="body2">
        {texts.effect(
          health,
          spec.rolloutStrategy?.toLowerCase() === 'recreate',
        )}
      </Typography>
      {health.seenAt && STALE_STATES.includes(health.state) && (
        <Typography className={classes.seen} component="span" variant="caption">
          {t('states.seenLabel')} <Age at={health.seenAt} />
        </Typography>
      )}
    </div>
  );
}

const A_MINUTE = 60_000;

interface SinceProps {
  readonly at: string;
  readonly lasting: boolean;
}

function Since({ at, lasting }: SinceProps) {
  const t = useTexts();
  const now = useNow();
  const times = useTimeTexts();
  const length = now - Date.parse(at);
  if (!lasting || length < A_MINUTE) {
    return (
      <Typography component="span" variant="body2">
        <Age at={at} />
      </Typography>
    );
  }
  return (
    <Typography component="span" title={tellExactly(at)} variant="body2">
      {t('health.since.for', { span: times.duration(length) })}
    </Typography>
  );
}
