import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      minWidth: 0,
      height: 32,
      padding: theme.spacing(0, 1.5),
      borderRadius: 16,
      border: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.primary,
      textTransform: 'none',
      whiteSpace: 'nowrap',
      ...theme.typography.body2,
      [theme.breakpoints.down('xs')]: { height: 44, borderRadius: 22 },
    },
    chosen: {
      borderColor: theme.palette.primary.main,
      boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    },
  }),
  { name: 'OneClickFilterChip' },
);

export interface FilterChipProps {
  readonly chosen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
  /** A 3 px edge that tells tags apart; it means nothing more. */
  readonly edge?: string | undefined;
}

/** A filter that is on or off. */
export function FilterChip(props: FilterChipProps) {
  const { chosen, onToggle, children, edge } = props;
  const classes = useStyles();
  return (
    <Button
      aria-pressed={chosen}
      className={`${classes.root} ${chosen ? classes.chosen : ''}`}
      onClick={onToggle}
      {...(edge && { style: { borderLeft: `3px solid ${edge}` } })}
    >
      {children}
    </Button>
  );
}
