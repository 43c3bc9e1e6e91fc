import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ErrorIcon, FellBackIcon } from '../../components/icons';
import { useTexts } from '../../translation';
import type { Texts } from '../../translation';
import type { VariableActs } from './useVariableActs';
import { looksSecret, restoreVariable } from './variableEdits';
import type { Variable } from './variableEdits';

const useStyles = makeStyles(
  theme => ({
    remark: { color: theme.palette.textSubtle, display: 'block' },
    error: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      color: theme.palette.text.primary,
    },
    errorIcon: { color: theme.palette.status.error, fontSize: 16 },
    was: {
      minWidth: 0,
      padding: theme.spacing(0, 0.5),
      textTransform: 'none',
      textAlign: 'left',
      overflowWrap: 'anywhere',
      ...theme.typography.caption,
    },
    wasIcon: { fontSize: 14 },
  }),
  { name: 'OneClickVariableRemarks' },
);

const LONGEST_WAS = 60;

export interface VariableRemarksProps {
  readonly variable: Variable;
  /** The variable of this name in what the draft began from. */
  readonly old: Variable | undefined;
  readonly isChanged: boolean;
  readonly duplicated: boolean;
  readonly error: string | undefined;
  readonly acts: VariableActs;
}

/** What is to be said about a variable: errors, notes, and what it was. */
export function VariableRemarks(props: VariableRemarksProps) {
  const { variable, old, isChanged, duplicated, acts } = props;
  const classes = useStyles();
  const t = useTexts();
  const error = duplicated
    ? t('change.environment.duplicate', { name: variable.name })
    : props.error;
  // Which of two it was cannot be told.
  const was = duplicated ? undefined : old?.value;
  return (
    <>
      {error !== undefined && (
        <Typography className={classes.error} component="div" variant="caption">
          <ErrorIcon aria-hidden className={classes.errorIcon} />
          {error}
        </Typography>
      )}
      {notesOn(variable, t).map(note => (
        <Typography key={note} className={classes.remark} variant="caption">
          {note}
        </Typography>
      ))}
      {isChanged && old && was !== undefined && (
        <Button
          aria-label={t('form.undo', { label: variable.name, was })}
          className={classes.was}
          endIcon={<FellBackIcon aria-hidden className={classes.wasIcon} />}
          onClick={() => acts.edit(restoreVariable(old))}
          size="small"
        >
          {t('form.was', { was: shortened(was, t) })}
        </Button>
      )}
      {isChanged && !old && !duplicated && (
        <Typography className={classes.remark} variant="caption">
          {t('change.environment.new')}
        </Typography>
      )}
    </>
  );
}

function shortened(was: string, t: Texts): string {
  if (was === '') {
    return t('form.empty');
  }
  const [line = ''] = was.split('\n');
  return line.length > LONGEST_WAS || line !== was
    ? `${line.slice(0, LONGEST_WAS)}…`
    : line;
}

function notesOn(variable: Variable, t: Texts): readonly string[] {
  const value = variable.value ?? '';
  const lines = value.split('\n').length;
  return [
    ...(lines > 1 ? [t('change.environment.lines', { count: lines })] : []),
    ...(/^[ \t]/.test(value) ? [t('change.environment.startBlanks')] : []),
    ...(/[ \t]$/.test(value) ? [t('change.environment.endBlanks')] : []),
    ...(looksSecret(variable) ? [t('change.environment.looksSecret')] : []),
  ];
}
