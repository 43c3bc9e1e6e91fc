import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      maxWidth: 720,
      [theme.breakpoints.down('xs')]: {
        position: 'sticky',
        // Above the host's own bar.
        bottom: 56,
        padding: theme.spacing(1, 0),
        background: theme.palette.background.default,
      },
    },
  }),
  { name: 'OneClickStepActions' },
);

/** The buttons of a step; within the thumb's reach on a narrow screen. */
export function StepActions({ children }: { readonly children: ReactNode }) {
  const classes = useStyles();
  return <div className={classes.root}>{children}</div>;
}
