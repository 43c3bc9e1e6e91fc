import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { DegradedIcon, InfoIcon } from './icons';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      background: theme.palette.background.paper,
    },
    warning: { borderLeft: `2px solid ${theme.palette.status.warning}` },
    glyph: { fontSize: 20, flex: 'none' },
    warningGlyph: { color: theme.palette.status.warning },
    text: { maxWidth: '75ch', minWidth: 0 },
  }),
  { name: 'OneClickBanner' },
);

export interface BannerProps {
  readonly kind: 'warning' | 'neutral';
  readonly children: ReactNode;
}

/** A fact about everything below it. */
export function Banner({ kind, children }: BannerProps) {
  const classes = useStyles();
  const isWarning = kind === 'warning';
  return (
    <div
      className={`${classes.root} ${isWarning ? classes.warning : ''}`}
      role="status"
    >
      {isWarning ? (
        <DegradedIcon
          aria-hidden
          className={`${classes.glyph} ${classes.warningGlyph}`}
        />
      ) : (
        <InfoIcon aria-hidden className={classes.glyph} />
      )}
      <Typography className={classes.text} component="div" variant="body2">
        {children}
      </Typography>
    </div>
  );
}
