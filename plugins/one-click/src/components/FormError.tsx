import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { ErrorIcon } from './icons';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderLeft: `2px solid ${theme.palette.status.error}`,
      borderRadius: theme.shape.borderRadius,
      overflowWrap: 'anywhere',
    },
    icon: { color: theme.palette.status.error, flex: 'none' },
  }),
  { name: 'OneClickFormError' },
);

/** Why a form was not taken; stands above its fields, which keep what was typed. */
export function FormError({ children }: { readonly children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="alert">
      <ErrorIcon aria-hidden className={classes.icon} />
      <Typography component="div" variant="body2">
        {children}
      </Typography>
    </div>
  );
}
