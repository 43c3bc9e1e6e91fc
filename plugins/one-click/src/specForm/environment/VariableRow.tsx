import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { RemoveIcon } from '../../components/icons';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import type { Texts } from '../../translation';
import { CellInput } from './CellInput';
import { changeVariable, keepLineEnds, removeVariable } from './variableEdits';
import type { Variable } from './variableEdits';
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
  readonly duplicated: boolean;
  /** Goes to the next row, or makes one. */
  readonly onNext: () => void;
  readonly onPasteIntoName: (text: string) => boolean;
  readonly nameFieldProps: Readonly<Record<string, string | number>>;
}

/** One variable; its value is exact, line breaks and blanks included. */
export function VariableRow(props: VariableRowProps) {
  const { variable, index, duplicated } = props;
  const classes = useStyles();
  const t = useTexts();
  const { base } = useSpecEditor();
  const old = base?.env?.find(({ name }) => name === variable.name);
  const isChanged =
    base !== undefined && JSON.stringify(old) !== JSON.stringify(variable);
  return (
    <TableRow className={`${classes.row} ${isChanged ? classes.changed : ''}`}>
      <TableCell>
        <NameCell {...props} />
      </TableCell>
      <TableCell>
        <ValueCell {...props} />
        <VariableRemarks
          duplicated={duplicated}
          fieldKey={`env.${index}.value`}
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

function nameOrNumber({ name }: Variable, index: number, t: Texts): string {
  return name || t('change.environment.unnamed', { number: index + 1 });
}

function NameCell(props: VariableRowProps) {
  const { variable, index, duplicated } = props;
  const { onNext, onPasteIntoName, nameFieldProps } = props;
  const t = useTexts();
  const { edit, touch, errorOf } = useSpecEditor();
  const key = `env.${index}.name`;
  return (
    <CellInput
      // Of two with one name the row says it in full.
      error={duplicated ? undefined : errorOf(key)}
      inputProps={nameFieldProps}
      label={t('change.environment.name', { number: index + 1 })}
      onBlur={() => touch(key)}
      onChange={name => edit(changeVariable(index, { name }))}
      onNext={onNext}
      onPaste={onPasteIntoName}
      singleLine
      value={variable.name}
    />
  );
}

function ValueCell({ variable, index, onNext }: VariableRowProps) {
  const classes = useStyles();
  const t = useTexts();
  const { edit, touch } = useSpecEditor();
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
      onBlur={() => touch(`env.${index}.value`)}
      onChange={text =>
        edit(changeVariable(index, { value: keepLineEnds(old, text) }))
      }
      onNext={onNext}
      placeholder={t('form.empty')}
      value={old}
    />
  );
}

function RemoveButton({ variable, index }: VariableRowProps) {
  const classes = useStyles();
  const t = useTexts();
  const { edit } = useSpecEditor();
  const label = t('change.environment.remove', {
    name: nameOrNumber(variable, index, t),
  });
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        className={classes.remove}
        onClick={() => edit(removeVariable(index))}
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
