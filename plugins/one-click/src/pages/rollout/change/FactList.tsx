import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from '../../../components/CopyButton';
import { MONOSPACE } from '../../../components/monospace';
import type { Fact } from './sectionFacts';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(100px, 180px) minmax(0, 1fr)',
      alignItems: 'baseline',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 0),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    stacked: { gridTemplateColumns: 'minmax(0, 1fr)' },
    label: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
    value: {
      display: 'flex',
      alignItems: 'center',
      margin: 0,
      minWidth: 0,
    },
    text: {
      fontFamily: MONOSPACE,
      fontSize: 13,
      margin: 0,
      minWidth: 0,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'OneClickFactList' },
);

export interface FactListProps {
  readonly facts: readonly Fact[];
  readonly copyable?: boolean | undefined;
  /** Values below their labels, where there is little room. */
  readonly stacked?: boolean | undefined;
}

/** Settings as text, for who may not change them and beside forms. */
export function FactList({ facts, copyable, stacked }: FactListProps) {
  const classes = useStyles();
  return (
    <dl className={classes.list}>
      {facts.map(({ label, value }) => (
        <div
          key={label}
          className={`${classes.row} ${stacked ? classes.stacked : ''}`}
        >
          <Typography className={classes.label} component="dt" variant="body2">
            {label}
          </Typography>
          <dd className={classes.value}>
            <pre className={classes.text}>{value}</pre>
            {copyable && <CopyButton text={value} what={label} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
