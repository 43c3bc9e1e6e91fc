import { makeStyles } from '@material-ui/core/styles';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';

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
  /** The host's page around it is the main part already. */
  readonly nested?: boolean | undefined;
  readonly children: ReactNode;
}

/** A page has one main part. */
const InsideContext = createContext(false);

/** What every page stands in: the gutter, the gaps and the largest width. */
export function PageBody({ form, nested, children }: PageBodyProps) {
  const classes = useStyles();
  const isInside = useContext(InsideContext);
  const Root = nested || isInside ? 'div' : 'main';
  return (
    <InsideContext.Provider value>
      <Root className={clsx(classes.root, form && classes.form)}>
        {children}
      </Root>
    </InsideContext.Provider>
  );
}
