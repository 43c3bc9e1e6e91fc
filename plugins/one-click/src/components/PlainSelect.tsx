import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  { root: { minWidth: 160 } },
  { name: 'OneClickPlainSelect' },
);

export interface PlainSelectProps {
  /** The name of the field; not shown, since its choices speak for themselves. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is shown of the chosen one; its own text where absent. */
  readonly shown?: string | undefined;
  readonly fullWidth?: boolean | undefined;
  readonly className?: string | undefined;
  /** Menu items. */
  readonly children: ReactNode;
}

/** A choice without a label of its own, for filters and pickers. */
export function PlainSelect(props: PlainSelectProps) {
  const { label, value, onChange, shown, children } = props;
  const { fullWidth = false, className = '' } = props;
  const classes = useStyles();
  return (
    <TextField
      className={`${classes.root} ${className}`}
      fullWidth={fullWidth}
      onChange={event => onChange(event.target.value)}
      select
      SelectProps={{
        displayEmpty: true,
        SelectDisplayProps: { 'aria-label': label },
        ...(shown !== undefined && { renderValue: () => shown }),
      }}
      size="small"
      value={value}
      variant="outlined"
    >
      {children}
    </TextField>
  );
}
