import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { memo } from 'react';
import { RemoveIcon } from '../../components/icons';
import { useTexts } from '../../translation';
import type { Texts } from '../../translation';
import { CellInput } from './CellInput';
import { changeVariable, keepLineEnds, removeVariable } from './variableEdits';
import type { Variable } from './variableEdits';
import { nameFieldProps } from './variableFocus';
import type { VariableActs } from './useVariableActs';
import { VariableRemarks } from './VariableRemarks';

const useStyles = makeStyles(
  theme => ({
    row: {
      '&&': { background: theme.palette.background.paper },
      verticalAlign: 'top',
      '& td': { verticalAlign: 'top' },
    },
    changed: {
      '& > td:first-child': {
        boxShadow: `inset 2px 0 0 ${theme.palette.primary.main}`,
      },
    },
    kind: { paddingTop: theme.spacing(1) },
    remove: { padding: theme.spacing(0.75) },
  }),
  { name: 'OneClickVariableRow' },
);

export interface VariableRowProps {
  readonly variable: Variable;
  readonly index: number;
  /** The variable of this name in what the draft began from. */
  readonly old: Variable | undefined;
  /** There is something to compare with: the rollout exists. */
  readonly hasBase: boolean;
  readonly duplicated: boolean;
  readonly nameError: string | undefined;
  readonly valueError: string | undefined;
  /** The same object for all rows and all edits, so that only changed rows are drawn again. */
  readonly acts: VariableActs;
}

function Row(props: VariableRowProps) {
  const { variable, old, hasBase, duplicated, valueError, acts } = props;
  const classes = useStyles();
  const t = useTexts();
  const isChanged = hasBase && JSON.stringify(old) !== JSON.stringify(variable);
  return (
    <TableRow className={`${classes.row} ${isChanged ? classes.changed : ''}`}>
      <TableCell>
        <NameCell {...props} />
      </TableCell>
      <TableCell>
        <ValueCell {...props} />
        <VariableRemarks
          acts={acts}
          duplicated={duplicated}
          error={valueError}
          isChanged={isChanged}
          old={old}
          variable={variable}
        />
      </TableCell>
      <TableCell>
        <Typography className={classes.kind} variant="body2">
          {t(
            variable.valueFrom
              ? 'change.environment.kind.reference'
              : 'change.environment.kind.plain',
          )}
        </Typography>
      </TableCell>
      <TableCell>
        <RemoveButton {...props} />
      </TableCell>
    </TableRow>
  );
}

/** One variable; its value is exact, line breaks and blanks included. */
export const VariableRow = memo(Row);

function nameOrNumber({ name }: Variable, index: number, t: Texts): string {
  return name || t('change.environment.unnamed', { number: index + 1 });
}

function NameCell(props: VariableRowProps) {
  const { variable, index, duplicated, nameError, acts } = props;
  const t = useTexts();
  return (
    <CellInput
      // Of two with one name the row says it in full.
      error={duplicated ? undefined : nameError}
      inputProps={nameFieldProps(index)}
      label={t('change.environment.name', { number: index + 1 })}
      onBlur={() => acts.touch(`env.${index}.name`)}
      onChange={name => acts.edit(changeVariable(index, { name }))}
      onNext={() => acts.goOn(index)}
      onPaste={acts.pasteIntoName}
      singleLine
      value={variable.name}
    />
  );
}

function ValueCell({ variable, index, acts }: VariableRowProps) {
  const classes = useStyles();
  const t = useTexts();
  const { value, valueFrom } = variable;
  if (valueFrom) {
    return (
      <Typography className={classes.kind} variant="body2">
        {referenceText(valueFrom, t)}
      </Typography>
    );
  }
  const old = value ?? '';
  return (
    <CellInput
      label={t('change.environment.value', {
        name: nameOrNumber(variable, index, t),
      })}
      onBlur={() => acts.touch(`env.${index}.value`)}
      onChange={text =>
        acts.edit(changeVariable(index, { value: keepLineEnds(old, text) }))
      }
      onNext={() => acts.goOn(index)}
      placeholder={t('form.empty')}
      value={old}
    />
  );
}

function RemoveButton({ variable, index, acts }: VariableRowProps) {
  const classes = useStyles();
  const t = useTexts();
  const label = t('change.environment.remove', {
    name: nameOrNumber(variable, index, t),
  });
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        className={classes.remove}
        onClick={() => acts.edit(removeVariable(index))}
      >
        <RemoveIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

function referenceText(
  source: NonNullable<Variable['valueFrom']>,
  t: Texts,
): string {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef) {
    return t('change.environment.fromField', { path: fieldRef.fieldPath });
  }
  if (resourceFieldRef) {
    const { resource } = resourceFieldRef;
    return t('change.environment.fromResource', { path: resource });
  }
  if (secretKeyRef) {
    const { name, key } = secretKeyRef;
    return t('change.environment.fromSecretKey', { name, key });
  }
  const { name = '', key = '' } = configMapKeyRef ?? {};
  return t('change.environment.fromConfigKey', { name, key });
}
