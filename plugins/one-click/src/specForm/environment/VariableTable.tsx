import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { MONOSPACE } from '../../components/monospace';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import { duplicateNames } from './variableEdits';
import type { Variable } from './variableEdits';
import { useVariableActs } from './useVariableActs';
import type { VariableActs } from './useVariableActs';
import { VariableRow } from './VariableRow';

const useStyles = makeStyles(
  theme => ({
    table: {
      tableLayout: 'fixed',
      '& th, & td': { padding: theme.spacing(0.5, 1) },
      [theme.breakpoints.down('xs')]: {
        '& thead': { display: 'none' },
        '&, & tbody': { display: 'block' },
        // Name and its act first, the value below, then its kind.
        '& tr': {
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr) 48px',
          paddingBottom: theme.spacing(1),
          borderBottom: `1px solid ${theme.palette.divider}`,
        },
        '& td': { display: 'block', border: 'none' },
        '& td:nth-child(2), & td:nth-child(3)': { gridColumn: '1 / -1' },
        '& td:nth-child(4)': { gridColumn: 2, gridRow: 1 },
      },
    },
    row: {
      '&&': { background: theme.palette.background.paper },
      verticalAlign: 'top',
    },
    head: { color: theme.palette.textSubtle, fontSize: 12 },
    name: { width: '32%' },
    kind: { width: 104 },
    acts: { width: 48 },
    mono: { fontFamily: MONOSPACE, fontSize: 13, overflowWrap: 'anywhere' },
  }),
  { name: 'OneClickVariableTable' },
);

export interface VariableTableProps {
  /** Shows only variables with this text in name or value. */
  readonly filter: string;
  readonly noMatch: ReactNode;
  readonly onAdd: () => void;
  /** Takes a pasted text that is more than a name; says whether it did. */
  readonly onPasteIntoName: (text: string) => boolean;
}

/** Every variable with its value, and where values come from that are not here. */
export function VariableTable(props: VariableTableProps) {
  const { filter, noMatch, onAdd, onPasteIntoName } = props;
  const classes = useStyles();
  const t = useTexts();
  const { spec } = useSpecEditor();
  const acts = useVariableActs({ onAdd, onPasteIntoName });
  const shown = (spec.env ?? [])
    .map((variable, index) => ({ variable, index }))
    .filter(({ variable }) => matches(variable, filter));
  return (
    <>
      <Table className={classes.table} size="small">
        <TableHead>
          <TableRow>
            <TableCell className={`${classes.head} ${classes.name}`}>
              {t('change.environment.columns.name')}
            </TableCell>
            <TableCell className={classes.head}>
              {t('change.environment.columns.value')}
            </TableCell>
            <TableCell className={`${classes.head} ${classes.kind}`}>
              {t('change.environment.columns.kind')}
            </TableCell>
            <TableCell className={classes.acts}>
              <VisuallyHidden>
                {t('change.environment.columns.acts')}
              </VisuallyHidden>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <Rows acts={acts} shown={shown} />
          <HiddenRows filter={filter} />
        </TableBody>
      </Table>
      {shown.length === 0 && filter && noMatch}
    </>
  );
}

interface RowsProps {
  readonly shown: readonly {
    readonly variable: Variable;
    readonly index: number;
  }[];
  readonly acts: VariableActs;
}

function Rows({ shown, acts }: RowsProps) {
  const { spec, base, errorOf } = useSpecEditor();
  const duplicates = duplicateNames(spec.env ?? []);
  const olds = new Map(base?.env?.map(old => [old.name, old]));
  return (
    <>
      {shown.map(({ variable, index }) => (
        <VariableRow
          // Names change while they are typed; places do not.
          key={index}
          acts={acts}
          duplicated={duplicates.has(variable.name)}
          hasBase={base !== undefined}
          index={index}
          nameError={errorOf(`env.${index}.name`)}
          old={olds.get(variable.name)}
          valueError={errorOf(`env.${index}.value`)}
          variable={variable}
        />
      ))}
    </>
  );
}

function matches({ name, value = '' }: Variable, filter: string): boolean {
  const text = `${name}\n${value}`.toLowerCase();
  return name === '' || text.includes(filter.toLowerCase());
}

/** Values that live in Secrets: only that they are there is told. */
function HiddenRows({ filter }: { readonly filter: string }) {
  const t = useTexts();
  const { spec } = useSpecEditor();
  const wanted = filter.toLowerCase();
  const secrets = (spec.secrets ?? []).filter(({ name }) =>
    name.toLowerCase().includes(wanted),
  );
  const sources = (spec.secretsFrom ?? []).filter(({ name }) =>
    name.toLowerCase().includes(wanted),
  );
  return (
    <>
      {secrets.map(({ name }) => (
        <HiddenRow
          key={name}
          kind={t('change.environment.kind.secret')}
          name={name}
          value={t('change.environment.hidden')}
        />
      ))}
      {sources.map(({ name, prefix = '' }) => (
        <HiddenRow
          key={name}
          kind={t('change.environment.kind.whole')}
          name={`${prefix}${t('change.environment.allKeys')}`}
          value={t('change.environment.fromSecret', { name })}
        />
      ))}
    </>
  );
}

interface HiddenRowProps {
  readonly name: string;
  readonly value: string;
  readonly kind: string;
}

function HiddenRow({ name, value, kind }: HiddenRowProps) {
  const classes = useStyles();
  return (
    <TableRow className={classes.row}>
      <TableCell className={classes.mono}>{name}</TableCell>
      <TableCell>{value}</TableCell>
      <TableCell>{kind}</TableCell>
      <TableCell />
    </TableRow>
  );
}
