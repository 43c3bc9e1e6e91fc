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
        zIndex: theme.zIndex.appBar,
        margin: theme.spacing(0, -2),
        padding: theme.spacing(1, 2),
        borderTop: `1px solid ${theme.palette.divider}`,
        background: theme.palette.background.paper,
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
