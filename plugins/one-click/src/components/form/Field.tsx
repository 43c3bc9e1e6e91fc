import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { useTexts } from '../../translation';
import type { Texts } from '../../translation';
import { ErrorIcon, FellBackIcon } from '../icons';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      minWidth: 0,
    },
    changed: {
      paddingLeft: theme.spacing(1),
      marginLeft: theme.spacing(-1.25),
      borderLeft: `2px solid ${theme.palette.primary.main}`,
    },
    label: { fontWeight: 500 },
    help: { color: theme.palette.textSubtle, maxWidth: '75ch' },
    error: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
      color: theme.palette.text.primary,
      maxWidth: '75ch',
    },
    errorIcon: {
      color: theme.palette.status.error,
      fontSize: 16,
      flex: 'none',
      marginTop: 1,
    },
    was: {
      alignSelf: 'flex-start',
      padding: theme.spacing(0, 0.5),
      minWidth: 0,
      textTransform: 'none',
      ...theme.typography.caption,
      overflowWrap: 'anywhere',
      textAlign: 'left',
    },
    wasIcon: { fontSize: 14 },
  }),
  { name: 'OneClickField' },
);

/** What ties an input to its label, its help and its error. */
export interface InputLinks {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

/** What every field may have beside its value. */
export interface FieldFacts {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong and what would be right. */
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  /** The value of the revision that the draft began from, where the draft differs. */
  readonly was?: string | undefined;
  /** Puts the value of that revision back. */
  readonly onUndo?: (() => void) | undefined;
}

export interface FieldProps extends FieldFacts {
  readonly children: (links: InputLinks) => ReactNode;
}

/** The id of the label, for inputs that a label cannot point to. */
export function labelIdOf(inputId: string): string {
  return `${inputId}-label`;
}

/** A label above an input, with help, error and change mark below. */
export function Field(props: FieldProps) {
  const { label, help, error, required, was, children } = props;
  const classes = useStyles();
  const t = useTexts();
  const id = useId();
  const changed = was !== undefined;
  return (
    <div className={`${classes.root} ${changed ? classes.changed : ''}`}>
      <Typography
        className={classes.label}
        component="label"
        htmlFor={id}
        id={labelIdOf(id)}
        variant="body2"
      >
        {label}
        {required && ' *'}
        {changed && <VisuallyHidden>, {t('form.changed')}</VisuallyHidden>}
      </Typography>
      {children({
        id,
        'aria-describedby': `${id}-help`,
        'aria-invalid': error !== undefined,
      })}
      <div id={`${id}-help`}>
        {error !== undefined && (
          <Typography
            className={classes.error}
            component="div"
            variant="caption"
          >
            <ErrorIcon aria-hidden className={classes.errorIcon} />
            <span>{sentenceOf(label, error, t)}</span>
          </Typography>
        )}
        {help && (
          <Typography
            className={classes.help}
            component="div"
            variant="caption"
          >
            {help}
          </Typography>
        )}
      </div>
      <Was {...props} />
    </div>
  );
}

/** The schema's messages begin with a verb: `must be a port …`. */
function sentenceOf(label: string, message: string, t: Texts): string {
  return /^[a-z]/.test(message) ? t('form.error', { label, message }) : message;
}

function Was({ label, was, onUndo }: FieldFacts) {
  const classes = useStyles();
  const t = useTexts();
  if (was === undefined || !onUndo) {
    return null;
  }
  return (
    <Button
      aria-label={t('form.undo', { label, was })}
      className={classes.was}
      endIcon={<FellBackIcon aria-hidden className={classes.wasIcon} />}
      onClick={onUndo}
      size="small"
    >
      {t('form.was', { was })}
    </Button>
  );
}
