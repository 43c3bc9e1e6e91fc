import { Link } from '@backstage/core-components';
import Checkbox from '@material-ui/core/Checkbox';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Revision,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { Age } from '../../../components/Age';
import { Who } from '../../../components/Who';
import { changesText } from '../../../diff/changeText';
import { runningRevision } from '../../../health/runningRevision';
import { useHealthTexts } from '../../../health/useHealthTexts';
import { usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import type { Texts } from '../../../translation';
import { OutcomeText } from './OutcomeText';
import { RevisionMenu } from './RevisionMenu';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns:
        '42px 48px 200px minmax(80px, 140px) minmax(0, 1fr) 120px 42px',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
      minHeight: 56,
      padding: theme.spacing(0.5, 1),
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: '42px minmax(0, 1fr) 44px',
        '& > :nth-child(n + 3):not(:last-child)': { gridColumn: 2 },
        '& > :last-child': { gridColumn: 3, gridRow: 1 },
      },
    },
    subtle: { color: theme.palette.textSubtle },
    outcome: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(0.5),
      minWidth: 0,
    },
    wrap: { minWidth: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'OneClickRevisionRow' },
);

export interface RevisionRowProps {
  readonly rollout: RolloutDetail;
  readonly revision: Revision;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** One revision: what became of it, who made it, how, what it changed, when. */
export function RevisionRow(props: RevisionRowProps) {
  const { rollout, revision, chosen, onChoose } = props;
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const { number } = revision;
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <Typography className={classes.root} component="div" variant="body2">
      <Checkbox
        checked={chosen}
        color="primary"
        inputProps={{ 'aria-label': t('revisions.choose', { number }) }}
        onChange={onChoose}
        size="small"
      />
      <Link
        aria-label={t('revisions.number', { number })}
        to={paths.rollout(ref, `revisions/${number}`)}
      >
        {number}
      </Link>
      <div className={classes.outcome}>
        <OutcomeText revision={revision} />
        {runningRevision(rollout.health) === number && (
          <span className={classes.subtle}>· {t('revisions.running')}</span>
        )}
      </div>
      <div className={classes.wrap}>
        <Who by={revision.createdBy} />
        <div className={classes.subtle}>{viaText(revision, t)}</div>
      </div>
      <div className={classes.wrap}>
        {changesText(revision, t)}
        {revision.note && (
          <span className={classes.subtle}> «{revision.note}»</span>
        )}
        <FailureLine revision={revision} />
      </div>
      <div>
        <Age at={revision.createdAt} />
      </div>
      <RevisionMenu revision={revision} rollout={rollout} />
    </Typography>
  );
}

function FailureLine({ revision }: { readonly revision: Revision }) {
  const texts = useHealthTexts();
  return revision.problem ? <div>{texts.cause(revision.problem)}</div> : null;
}

/** How a revision came to be. */
export function viaText({ via, rollbackOf }: Revision, t: Texts): string {
  if (via !== 'rollback') {
    return t(`revisions.via.${via}`);
  }
  return rollbackOf === undefined
    ? t('revisions.via.rollbackUnnamed')
    : t('revisions.via.rollback', { number: rollbackOf });
}
