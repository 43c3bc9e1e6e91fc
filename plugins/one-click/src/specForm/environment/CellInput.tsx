import InputBase from '@material-ui/core/InputBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useId, useRef } from 'react';
import { MONOSPACE } from '../../components/monospace';

const useStyles = makeStyles(
  theme => ({
    root: {
      width: '100%',
      padding: theme.spacing(0.75, 1),
      fontFamily: MONOSPACE,
      fontSize: 13,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      '&.Mui-focused': {
        borderColor: theme.palette.primary.main,
        boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
      },
    },
    wrong: { borderColor: theme.palette.status.error, borderWidth: 2 },
    input: {
      padding: 0,
      height: 'auto',
      lineHeight: '20px',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'OneClickCellInput' },
);

const MAX_LINES = 12;

export interface CellInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  /** Enter goes on to the next row. */
  readonly onNext: () => void;
  /** Takes a pasted text instead of the field; says whether it did. */
  readonly onPaste?: ((text: string) => boolean) | undefined;
  readonly singleLine?: boolean | undefined;
  readonly error?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly inputProps?: Readonly<Record<string, string | number>> | undefined;
}

/**
 * A cell that is a field. Enter goes on, Alt+Enter breaks the line; a text of
 * several lines takes Enter as it is. Esc puts back what stood there before.
 */
export function CellInput(props: CellInputProps) {
  const { label, value, onChange, onBlur, onPaste, singleLine } = props;
  const { error, placeholder = '', inputProps } = props;
  const classes = useStyles();
  const id = useId();
  const before = useRef(value);
  const paste = (event: ClipboardEvent) => {
    if (onPaste?.(event.clipboardData.getData('text/plain'))) {
      event.preventDefault();
    }
  };
  return (
    <>
      <InputBase
        className={`${classes.root} ${
          error === undefined ? '' : classes.wrong
        }`}
        inputProps={{
          ...inputProps,
          'aria-label': label,
          'aria-invalid': error !== undefined,
          'aria-describedby': id,
          autoCapitalize: 'none',
          autoCorrect: 'off',
          className: classes.input,
          spellCheck: false,
        }}
        multiline={!singleLine}
        onBlur={onBlur}
        onChange={event => onChange(event.target.value)}
        onFocus={() => {
          before.current = value;
        }}
        onKeyDown={event => handleKey(event, props, before.current)}
        onPaste={paste}
        placeholder={placeholder}
        value={value}
        {...(!singleLine && { maxRows: MAX_LINES })}
      />
      <div id={id}>
        {error !== undefined && (
          <Typography variant="caption">{error}</Typography>
        )}
      </div>
    </>
  );
}

function handleKey(
  event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>,
  props: CellInputProps,
  before: string,
) {
  const { value, onChange, onNext, singleLine } = props;
  if (event.key === 'Escape' && value !== before) {
    event.preventDefault();
    event.stopPropagation();
    onChange(before);
    return;
  }
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.altKey && !singleLine) {
    event.preventDefault();
    breakLine(event.currentTarget, onChange);
    return;
  }
  if (singleLine || !value.includes('\n')) {
    event.preventDefault();
    onNext();
  }
}

/** Puts a line break at the caret, and the caret behind it. */
function breakLine(
  field: HTMLInputElement | HTMLTextAreaElement,
  onChange: (value: string) => void,
) {
  const { value, selectionStart, selectionEnd } = field;
  const start = selectionStart ?? value.length;
  const end = selectionEnd ?? start;
  onChange(`${value.slice(0, start)}\n${value.slice(end)}`);
  setTimeout(() => field.setSelectionRange(start + 1, start + 1));
}
