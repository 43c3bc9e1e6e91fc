import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useId } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(2), minWidth: 0 },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 2),
      marginBottom: theme.spacing(1),
    },
    title: { margin: 0, fontWeight: 500 },
    beside: { marginLeft: 'auto', ...theme.typography.body2 },
  }),
  { name: 'OneClickPanel' },
);

export interface PanelProps {
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a title; never inside another one. */
export function Panel({ title, beside, children }: PanelProps) {
  const classes = useStyles();
  const id = useId();
  return (
    <Paper
      aria-labelledby={id}
      className={classes.root}
      component="section"
      variant="outlined"
    >
      <div className={classes.head}>
        <Typography
          className={classes.title}
          component="h3"
          id={id}
          variant="subtitle1"
        >
          {title}
        </Typography>
        {beside && <div className={classes.beside}>{beside}</div>}
      </div>
      {children}
    </Paper>
  );
}
