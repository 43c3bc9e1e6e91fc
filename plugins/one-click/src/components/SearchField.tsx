import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { SearchIcon } from './icons';

const useStyles = makeStyles(
  { root: { flex: '1 1 240px', maxWidth: 400, minWidth: 0 } },
  { name: 'OneClickSearchField' },
);

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A search field with its label inside. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const classes = useStyles();
  return (
    <TextField
      className={classes.root}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon aria-hidden fontSize="small" />
          </InputAdornment>
        ),
      }}
      inputProps={{ 'aria-label': label }}
      onChange={event => onChange(event.target.value)}
      placeholder={label}
      size="small"
      type="search"
      value={value}
      variant="outlined"
    />
  );
}
