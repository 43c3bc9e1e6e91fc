import { makeStyles, useTheme } from '@material-ui/core/styles';
import { tintOf } from './hashColor';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      justifyContent: 'center',
      flex: 'none',
      width: 32,
      height: 32,
      borderRadius: theme.shape.borderRadius,
      color: theme.palette.text.primary,
      fontSize: 14,
      fontWeight: 500,
    },
  }),
  { name: 'OneClickInitials' },
);

/** A name's first letters on its tint; readers hear the name beside it. */
export function Initials({ name }: { readonly name: string }) {
  const classes = useStyles();
  const theme = useTheme();
  const letters = name
    .split(/[\s-]+/)
    .slice(0, 2)
    .map(word => word.charAt(0).toLocaleUpperCase())
    .join('');
  return (
    <span
      aria-hidden
      className={classes.root}
      style={{ background: tintOf(name, theme) }}
    >
      {letters}
    </span>
  );
}
