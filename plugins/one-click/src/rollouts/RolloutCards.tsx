import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { StateChip } from '../health/StateChip';
import { needsAttention } from '../health/severity';
import { usePaths } from '../routing';
import { useTexts } from '../translation';
import { CauseLine } from './CauseLine';
import { Hosts } from './Hosts';
import { Instances } from './Instances';
import { LastChange } from './LastChange';
import { RolloutImage } from './RolloutImage';
import type { RolloutColumns } from './RolloutList';
import type { RolloutRowsProps } from './RolloutTable';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
    card: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      padding: theme.spacing(2),
      minWidth: 0,
    },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
      minWidth: 0,
    },
    name: {
      display: 'inline-flex',
      alignItems: 'center',
      minHeight: 44,
      overflowWrap: 'anywhere',
    },
    subtle: { color: theme.palette.textSubtle },
  }),
  { name: 'OneClickRolloutCards' },
);

/** Rollouts on a narrow screen: state and name first, the rest below. */
export function RolloutCards({ rollouts, columns }: RolloutRowsProps) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {rollouts.map(rollout => (
        <li key={`${rollout.project}/${rollout.name}`}>
          <Card rollout={rollout} columns={columns} />
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  readonly rollout: RolloutSummary;
  readonly columns: RolloutColumns;
}

function Card({ rollout, columns }: CardProps) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const { health, project, name, title, projectTitle } = rollout;
  return (
    <Paper className={classes.card} variant="outlined">
      <div className={classes.line}>
        <StateChip plain served={health.ready > 0} state={health.state} />
        <Link
          className={classes.name}
          to={paths.rollout({ project, rollout: name })}
        >
          {title}
        </Link>
        <Typography component="span" variant="body2">
          {t('health.instances.label')} <Instances health={health} />
        </Typography>
      </div>
      {needsAttention(rollout) && <CauseLine rollout={rollout} />}
      <RolloutImage rollout={rollout} />
      {rollout.hosts.length > 0 && (
        <Typography component="div" variant="body2">
          <Hosts rollout={rollout} />
        </Typography>
      )}
      <Typography className={classes.subtle} component="div" variant="caption">
        {columns.project && `${projectTitle} · `}
        <LastChange rollout={rollout} />
      </Typography>
    </Paper>
  );
}
