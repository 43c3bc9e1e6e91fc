import { Link } from '@backstage/core-components';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { Fragment } from 'react';
import { Who } from '../components/Who';
import { StateChip } from '../health/StateChip';
import { needsAttention } from '../health/severity';
import { usePaths } from '../routing';
import { useTexts } from '../translation';
import { CauseLine } from './CauseLine';
import { Hosts } from './Hosts';
import { Instances } from './Instances';
import { LastChange } from './LastChange';
import type { RolloutColumns } from './RolloutList';
import { RolloutImage } from './RolloutImage';
import { DraftNote } from './DraftNote';

const useStyles = makeStyles(
  theme => ({
    table: { minWidth: 720, '& td': { lineHeight: 1.43 } },
    // A rollout and its cause are one thing, which stripes would cut in two.
    row: { '&&': { background: theme.palette.background.paper } },
    head: {
      color: theme.palette.textSubtle,
      fontSize: 12,
      whiteSpace: 'nowrap',
    },
    withCause: { borderBottom: 'none', paddingBottom: 0 },
    cause: { paddingTop: 0, paddingLeft: theme.spacing(5) },
    name: { maxWidth: 280, overflowWrap: 'anywhere' },
    // Targets of 24 px, one below the other.
    link: { display: 'inline-block', lineHeight: '24px' },
    project: {
      color: theme.palette.textSubtle,
      display: 'block',
      lineHeight: '24px',
    },
    image: { maxWidth: 280 },
  }),
  { name: 'OneClickRolloutTable' },
);

export interface RolloutRowsProps {
  readonly rollouts: readonly RolloutSummary[];
  readonly columns: RolloutColumns;
}

/** Rollouts as rows; names are the links. */
export function RolloutTable({ rollouts, columns }: RolloutRowsProps) {
  const classes = useStyles();
  const t = useTexts();
  const heads = [
    'state',
    'rollout',
    'instances',
    'image',
    'hosts',
    'lastChange',
    ...(columns.owner ? (['owner'] as const) : []),
  ] as const;
  return (
    // A wide table scrolls in its own box, by keyboard too.
    <TableContainer tabIndex={0} role="region" aria-label={t('rollouts.title')}>
      <Table className={classes.table} size="small">
        <TableHead>
          <TableRow>
            {heads.map(head => (
              <TableCell key={head} className={classes.head}>
                {t(`rollouts.columns.${head}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rollouts.map(rollout => (
            <Row
              key={`${rollout.project}/${rollout.name}`}
              rollout={rollout}
              columns={columns}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface RowProps {
  readonly rollout: RolloutSummary;
  readonly columns: RolloutColumns;
}

function Row({ rollout, columns }: RowProps) {
  const classes = useStyles();
  const { health } = rollout;
  const hasCause = needsAttention(rollout) && health.problems.length > 0;
  const cell = hasCause ? classes.withCause : '';
  return (
    <Fragment>
      <TableRow className={classes.row}>
        <TableCell className={cell}>
          <StateChip plain served={health.ready > 0} state={health.state} />
        </TableCell>
        <TableCell className={`${cell} ${classes.name}`}>
          <Name rollout={rollout} columns={columns} />
        </TableCell>
        <TableCell className={cell}>
          <Instances health={health} />
        </TableCell>
        <TableCell className={`${cell} ${classes.image}`}>
          <RolloutImage rollout={rollout} />
        </TableCell>
        <TableCell className={cell}>
          <Hosts rollout={rollout} />
        </TableCell>
        <TableCell className={cell}>
          <LastChange rollout={rollout} />
        </TableCell>
        {columns.owner && (
          <TableCell className={cell}>
            <Who by={rollout.owner} />
          </TableCell>
        )}
      </TableRow>
      {hasCause && (
        <TableRow className={classes.row}>
          <TableCell className={classes.cause} colSpan={columns.owner ? 7 : 6}>
            <CauseLine rollout={rollout} />
          </TableCell>
        </TableRow>
      )}
    </Fragment>
  );
}

function Name({ rollout, columns }: RowProps) {
  const classes = useStyles();
  const paths = usePaths();
  const { project, name, title, projectTitle } = rollout;
  return (
    <>
      <Link
        className={classes.link}
        to={paths.rollout({ project, rollout: name })}
      >
        {title}
      </Link>
      <DraftNote rollout={rollout} />
      {columns.project && (
        <Link className={classes.project} to={paths.project(project)}>
          {projectTitle}
        </Link>
      )}
    </>
  );
}
