import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';

const useStyles = makeStyles(
  theme => ({ row: { height: 40, marginBottom: theme.spacing(0.125) } }),
  { name: 'OneClickRolloutListSkeleton' },
);

/** Rows of the height that rollouts will have. */
export function RolloutListSkeleton() {
  const classes = useStyles();
  return (
    <>
      {['a', 'b', 'c', 'd', 'e'].map(row => (
        <Skeleton key={row} className={classes.row} variant="rect" />
      ))}
    </>
  );
}
