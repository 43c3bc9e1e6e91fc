import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      overflowX: 'auto',
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    tab: {
      ...theme.typography.body2,
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      minHeight: 40,
      padding: theme.spacing(0, 2),
      color: theme.palette.text.primary,
      whiteSpace: 'nowrap',
      [theme.breakpoints.down('xs')]: { minHeight: 44 },
    },
    current: {
      fontWeight: 500,
      boxShadow: `inset 0 -2px 0 ${theme.palette.primary.main}`,
    },
    count: { color: theme.palette.textSubtle },
  }),
  { name: 'OneClickTabRow' },
);

/** One part of a page. */
export interface TabItem {
  readonly label: string;
  readonly to: string;
  readonly current: boolean;
  readonly count?: number | undefined;
}

export interface TabRowProps {
  readonly label: string;
  readonly tabs: readonly TabItem[];
}

/** The one row of our own tabs; each is a link. */
export function TabRow({ label, tabs }: TabRowProps) {
  const classes = useStyles();
  return (
    <nav aria-label={label} className={classes.root}>
      {tabs.map(tab => (
        <Link
          key={tab.to}
          aria-current={tab.current ? 'page' : false}
          className={`${classes.tab} ${tab.current ? classes.current : ''}`}
          to={tab.to}
          underline="none"
        >
          {tab.label}
          {tab.count ? (
            <span className={classes.count}>{tab.count}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
