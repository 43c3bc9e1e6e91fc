import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { FieldChange } from '@one-click/backstage-plugin-one-click-common';
import { focusable } from '../components/focusable';
import { FellBackIcon, GoIcon } from '../components/icons';
import { MONOSPACE } from '../components/monospace';
import { useTexts } from '../translation';
import type { Texts } from '../translation';
import { fieldLabel } from './fieldLabel';
import { valueText, withVisibleEnds } from './valueText';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: {
      display: 'grid',
      gridTemplateColumns: '110px minmax(120px, 200px) minmax(0, 1fr) 32px',
      alignItems: 'start',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      '&:first-child': { borderTop: 'none' },
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr) 44px',
      },
    },
    section: { color: theme.palette.textSubtle },
    label: {
      overflowWrap: 'anywhere',
      fontWeight: 500,
      [theme.breakpoints.down('sm')]: { gridColumn: 1 },
    },
    values: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5, 1),
      minWidth: 0,
      [theme.breakpoints.down('sm')]: { gridColumn: '1 / -1' },
    },
    value: {
      fontFamily: MONOSPACE,
      fontSize: 13,
      margin: 0,
      maxWidth: '100%',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    scrolls: { maxHeight: 240, overflow: 'auto' },
    arrow: { fontSize: 16, marginTop: 2, color: theme.palette.textSubtle },
    word: { color: theme.palette.textSubtle },
    undo: {
      padding: theme.spacing(0.5),
      [theme.breakpoints.down('sm')]: {
        gridColumn: 2,
        gridRow: '1 / span 2',
        padding: 12,
      },
    },
  }),
  { name: 'OneClickFieldDiff' },
);

/** Longer values scroll in a box of their own. */
const LINES_SHOWN = 12;

/** One changed field, as the API or a draft tells it. */
export type DiffRow = Pick<
  FieldChange,
  'path' | 'section' | 'kind' | 'from' | 'to' | 'secret'
> & { readonly reordered?: boolean | undefined };

export interface FieldDiffProps<Row extends DiffRow> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Puts one field back; without it the rows are only read. */
  readonly onUndo?: ((row: Row) => void) | undefined;
}

/** What differs, field by field: by sign and by word, never by colour. */
export function FieldDiff<Row extends DiffRow>(props: FieldDiffProps<Row>) {
  const { label, rows, onUndo } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <ul aria-label={label} className={classes.list}>
      {rows.map(row => (
        <li key={`${row.path} ${row.kind}`} className={classes.row}>
          <Typography className={classes.section} variant="body2">
            {sectionLabel(row.section, t)}
          </Typography>
          <Typography className={classes.label} variant="body2">
            {fieldLabel(row.path, t)}
          </Typography>
          <Values row={row} />
          {onUndo && <Undo path={row.path} onUndo={() => onUndo(row)} />}
        </li>
      ))}
    </ul>
  );
}

interface UndoProps {
  readonly path: string;
  readonly onUndo: () => void;
}

function Undo({ path, onUndo }: UndoProps) {
  const classes = useStyles();
  const t = useTexts();
  const label = t('review.undoChange', { path: fieldLabel(path, t) });
  return (
    <Tooltip title={label}>
      <IconButton aria-label={label} className={classes.undo} onClick={onUndo}>
        <FellBackIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

function Values({ row }: { readonly row: DiffRow }) {
  const classes = useStyles();
  const t = useTexts();
  if (row.secret) {
    return (
      <Typography className={classes.values} variant="body2">
        {t('review.diff.secret')}
      </Typography>
    );
  }
  const word = row.reordered ? 'reordered' : row.kind;
  return (
    <div className={classes.values}>
      <Value value={row.from} />
      <GoIcon aria-hidden className={classes.arrow} />
      <Value value={row.to} />
      <Typography className={classes.word} variant="caption">
        {t(`review.diff.${word}`)}
      </Typography>
    </div>
  );
}

function Value({ value }: { readonly value: unknown }) {
  const classes = useStyles();
  const t = useTexts();
  const text = valueText(value);
  if (text === undefined) {
    return <span>{t('review.diff.nothing')}</span>;
  }
  // Only what scrolls needs to be reached by the keyboard.
  const scrolls = text.split('\n').length > LINES_SHOWN;
  return (
    <pre
      className={`${classes.value} ${scrolls ? classes.scrolls : ''}`}
      {...(scrolls && focusable)}
    >
      {text === '' ? t('form.empty') : withVisibleEnds(text)}
    </pre>
  );
}

const SECTIONS = [
  'image',
  'scale',
  'network',
  'environment',
  'volumes',
  'jobs',
  'settings',
] as const;

/** The name of a section; one that this version does not know stands for itself. */
export function sectionLabel(section: string, t: Texts): string {
  const known = SECTIONS.find(each => each === section);
  return known ? t(`rollout.sections.${known}`) : section;
}
