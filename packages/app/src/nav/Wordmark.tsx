import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    height: 3 * sidebarConfig.logoHeight,
    paddingLeft: theme.spacing(3),
    whiteSpace: 'nowrap',
  },
  link: {
    color: theme.palette.navigation.selectedColor,
    fontSize: theme.typography.pxToRem(22),
    fontWeight: 700,
    letterSpacing: '-0.02em',
  },
}));

/** The name of the portal as its logo; leads to the first page. */
export const Wordmark = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <div className={classes.root}>
      <Link to="/" underline="none" className={classes.link} aria-label="Home">
        {isOpen ? 'One-Click' : '1‑C'}
      </Link>
    </div>
  );
};
