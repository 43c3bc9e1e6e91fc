import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useNavigationType } from '../routing';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
    title: {
      margin: 0,
      minWidth: 0,
      overflowWrap: 'anywhere',
      scrollMarginTop: theme.spacing(12),
    },
    beside: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginLeft: 'auto',
    },
  }),
  { name: 'OneClickPageHeading' },
);

export interface PageHeadingProps {
  readonly title: string;
  /** Sections of a rollout are one step below its name. */
  readonly section?: boolean | undefined;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** The h2 of a page; it takes the focus after a navigation, so that readers start there. */
export function PageHeading(props: PageHeadingProps) {
  const { title, section, actions, children } = props;
  const classes = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const arrival = useNavigationType();

  useEffect(() => {
    if (arrival === 'PUSH') {
      heading.current?.focus({ preventScroll: true });
    }
  }, [arrival]);

  return (
    <div className={classes.root}>
      <Typography
        className={classes.title}
        component="h2"
        ref={heading}
        tabIndex={-1}
        variant={section ? 'h6' : 'h5'}
      >
        {title}
      </Typography>
      {children}
      {actions && <div className={classes.beside}>{actions}</div>}
    </div>
  );
}
