import InputAdornment from '@material-ui/core/InputAdornment';
import OutlinedInput from '@material-ui/core/OutlinedInput';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode, Ref } from 'react';
import { MONOSPACE } from '../monospace';
import { Field } from './Field';
import type { FieldFacts } from './Field';

const useStyles = makeStyles(
  theme => ({
    mono: { fontFamily: MONOSPACE, fontSize: 13 },
    wrong: {
      '& .MuiOutlinedInput-notchedOutline': {
        borderColor: theme.palette.status.error,
        borderWidth: 2,
      },
    },
  }),
  { name: 'OneClickTextInput' },
);

export interface TextInputProps extends FieldFacts {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly placeholder?: string | undefined;
  readonly mono?: boolean | undefined;
  /** As many lines are shown; a field of one line where absent. */
  readonly rows?: number | undefined;
  readonly inputMode?: 'text' | 'numeric' | undefined;
  readonly adornment?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement> | undefined;
  readonly name?: string | undefined;
}

/** A text field that keeps exactly what was typed. */
export function TextInput(props: TextInputProps) {
  const { value, onChange, onBlur, rows, mono, adornment, ...rest } = props;
  const { placeholder, inputMode, inputRef, name, ...facts } = rest;
  const classes = useStyles();
  return (
    <Field {...facts}>
      {links => (
        <OutlinedInput
          id={links.id}
          className={facts.error === undefined ? '' : classes.wrong}
          endAdornment={
            adornment && (
              <InputAdornment position="end">{adornment}</InputAdornment>
            )
          }
          fullWidth
          inputProps={{
            'aria-describedby': links['aria-describedby'],
            'aria-invalid': links['aria-invalid'],
            'aria-required': facts.required === true,
            autoCapitalize: 'none',
            autoCorrect: 'off',
            spellCheck: false,
            className: mono ? classes.mono : '',
            inputMode,
            name,
          }}
          margin="dense"
          multiline={rows !== undefined}
          onChange={event => onChange(event.target.value)}
          placeholder={placeholder ?? ''}
          value={value}
          {...(onBlur && { onBlur })}
          {...(inputRef && { inputRef })}
          {...(rows !== undefined && { minRows: rows, maxRows: 20 })}
        />
      )}
    </Field>
  );
}
