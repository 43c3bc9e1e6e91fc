import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(3, 0),
    },
    title: { margin: 0 },
    text: { maxWidth: '75ch' },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'OneClickEmptyState' },
);

export interface EmptyStateProps {
  readonly title: string;
  /** One sentence that says what the thing is. */
  readonly text: string;
  readonly children?: ReactNode;
}

/** Where there is nothing yet: what it would be, and how to start it. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography className={classes.title} component="h3" variant="h6">
        {title}
      </Typography>
      <Typography className={classes.text} variant="body2">
        {text}
      </Typography>
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
