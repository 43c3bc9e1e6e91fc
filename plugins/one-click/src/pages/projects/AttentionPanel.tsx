import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { Panel } from '../../components/Panel';
import { StateChip } from '../../health/StateChip';
import { bySeverity, needsAttention } from '../../health/severity';
import { useHealthTexts } from '../../health/useHealthTexts';
import { CauseLine } from '../../rollouts/CauseLine';
import { usePaths } from '../../routing';
import { useTexts } from '../../translation';

const MAX_ROWS = 5;

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: {
      display: 'grid',
      gridTemplateColumns: '160px minmax(120px, 240px) minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(0.75, 0),
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        padding: theme.spacing(1, 0),
      },
    },
    name: { overflowWrap: 'anywhere' },
  }),
  { name: 'OneClickAttentionPanel' },
);

export interface AttentionPanelProps {
  readonly rollouts: readonly RolloutSummary[];
}

/** The worst few rollouts that a person has to do something about; absent where there are none. */
export function AttentionPanel({ rollouts }: AttentionPanelProps) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const troubled = rollouts.filter(needsAttention).sort(bySeverity);
  if (troubled.length === 0) {
    return null;
  }
  const total = troubled.length;
  return (
    <Panel
      title={t('projects.attention.title', { shown: total })}
      beside={
        total > MAX_ROWS && (
          <Link to={paths.rollouts()}>
            {t('projects.attention.showAll', { total })}
          </Link>
        )
      }
    >
      <ul className={classes.list}>
        {troubled.slice(0, MAX_ROWS).map(rollout => (
          <Row key={`${rollout.project}/${rollout.name}`} rollout={rollout} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ rollout }: { readonly rollout: RolloutSummary }) {
  const classes = useStyles();
  const paths = usePaths();
  const texts = useHealthTexts();
  const { health, project, name } = rollout;
  return (
    <li className={classes.row}>
      <StateChip plain served={health.ready > 0} state={health.state} />
      <Typography className={classes.name} component="div" variant="body2">
        <Link to={paths.rollout({ project, rollout: name })}>
          {rollout.projectTitle} / {rollout.title}
        </Link>
      </Typography>
      <div>
        <Typography component="div" variant="body2">
          {texts.effect(health)}
        </Typography>
        <CauseLine rollout={rollout} />
      </div>
    </li>
  );
}
