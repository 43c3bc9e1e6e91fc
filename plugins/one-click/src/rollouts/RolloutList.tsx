import { useMediaQuery, useTheme } from '@material-ui/core';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { bySeverity } from '../health/severity';
import { useTexts } from '../translation';
import { RolloutCards } from './RolloutCards';
import { RolloutTable } from './RolloutTable';
import { useSteadyOrder } from './useSteadyOrder';

const useStyles = makeStyles(
  theme => ({
    order: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      minHeight: 30,
    },
  }),
  { name: 'OneClickRolloutList' },
);

/** What a list of rollouts shows beside the usual columns. */
export interface RolloutColumns {
  /** The project beneath the rollout's name. */
  readonly project?: boolean | undefined;
  readonly owner?: boolean | undefined;
}

export interface RolloutListProps {
  readonly rollouts: readonly RolloutSummary[];
  readonly columns?: RolloutColumns | undefined;
}

const keyOf = ({ project, name }: RolloutSummary) => `${project}/${name}`;

/** Rollouts worst first: a table, or cards on a narrow screen. */
export function RolloutList({ rollouts, columns = {} }: RolloutListProps) {
  const classes = useStyles();
  const t = useTexts();
  const theme = useTheme();
  const isNarrow = useMediaQuery(theme.breakpoints.down('xs'));
  const order = useSteadyOrder(rollouts, { keyOf, compare: bySeverity });
  const Rows = isNarrow ? RolloutCards : RolloutTable;
  return (
    <div {...order.holders}>
      {order.hasChanged && (
        <div className={classes.order}>
          <Typography variant="body2">{t('states.orderChanged')}</Typography>
          <Button size="small" onClick={order.sortAgain}>
            {t('states.sortAgain')}
          </Button>
        </div>
      )}
      <Rows rollouts={order.items} columns={columns} />
    </div>
  );
}
