import { makeStyles } from '@material-ui/core/styles';
import clsx from 'clsx';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      boxSizing: 'border-box',
      width: '100%',
      minWidth: 0,
      padding: theme.spacing(3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
      // From here on a wider window shows more, not bigger.
      '@media (min-width: 2200px)': { maxWidth: 1680, margin: '0 auto' },
    },
    form: { maxWidth: 1120 },
  }),
  { name: 'OneClickPageBody' },
);

export interface PageBodyProps {
  /** As wide as a form with facts beside it. */
  readonly form?: boolean | undefined;
  readonly children: ReactNode;
}

/** What every page stands in: the gutter, the gaps and the largest width. */
export function PageBody({ form, children }: PageBodyProps) {
  const classes = useStyles();
  return (
    <div className={clsx(classes.root, form && classes.form)}>{children}</div>
  );
}
