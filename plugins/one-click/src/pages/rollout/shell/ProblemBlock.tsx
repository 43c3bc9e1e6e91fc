import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Problem,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { ButtonLink } from '../../../components/ButtonLink';
import { DisabledReason } from '../../../components/DisabledReason';
import { useNeededRole } from '../../../components/useNeededRole';
import { nextAct } from '../../../health/nextAct';
import { needsAttention } from '../../../health/severity';
import { useHealthTexts } from '../../../health/useHealthTexts';
import { usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { useReview } from '../review/ReviewContext';
import { ProblemChain } from './ProblemChain';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0, 1),
    },
    cause: { maxWidth: '75ch', overflowWrap: 'anywhere' },
    acts: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'OneClickProblemBlock' },
);

/** Why a rollout is not well, what to do, and on demand the whole chain. */
export function ProblemBlock({ rollout }: { readonly rollout: RolloutDetail }) {
  const classes = useStyles();
  const t = useTexts();
  const texts = useHealthTexts();
  const [isOpen, setOpen] = useState(false);
  const { problems } = rollout.health;
  const [first, ...others] = problems;
  if (!first || !needsAttention(rollout)) {
    return null;
  }
  return (
    <div className={classes.root}>
      <Typography className={classes.cause} variant="body2">
        {texts.cause(first)}
      </Typography>
      <div className={classes.acts}>
        <Acts problem={first} rollout={rollout} />
        <Button
          aria-expanded={isOpen}
          onClick={() => setOpen(open => !open)}
          size="small"
        >
          {t('rollout.problem.why')}
        </Button>
      </div>
      {isOpen && <ProblemChain problem={first} rollout={rollout} />}
      {others.length > 0 && <Others problems={others} rollout={rollout} />}
    </div>
  );
}

interface ActsProps {
  readonly rollout: RolloutDetail;
  readonly problem: Problem;
}

function Acts({ rollout, problem }: ActsProps) {
  const t = useTexts();
  const paths = usePaths();
  const review = useReview();
  const act = nextAct(problem);
  const { servingRevision } = rollout.health;
  const ref = { project: rollout.project, rollout: rollout.name };
  const reason = useNeededRole({
    access: rollout.access,
    project: rollout.projectTitle,
    needed: 'editor',
  });
  const canFallBack =
    servingRevision !== undefined &&
    servingRevision !== rollout.revision.number;
  return (
    <>
      {act && (
        <ButtonLink
          color="primary"
          size="small"
          to={paths.rollout(ref, act.section)}
          variant="contained"
        >
          {t(`rollouts.act.${act.label}`)}
        </ButtonLink>
      )}
      {canFallBack && (
        <DisabledReason reason={reason}>
          {disabled => (
            <Button
              size="small"
              variant="outlined"
              {...disabled}
              onClick={() =>
                reason === undefined && review.rollBackTo(servingRevision)
              }
            >
              {t('rollout.problem.rollBackTo', { revision: servingRevision })}
            </Button>
          )}
        </DisabledReason>
      )}
    </>
  );
}

interface OthersProps {
  readonly rollout: RolloutDetail;
  readonly problems: readonly Problem[];
}

function Others({ problems, rollout }: OthersProps) {
  const classes = useStyles();
  const t = useTexts();
  const texts = useHealthTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-expanded={isOpen}
        onClick={() => setOpen(open => !open)}
        size="small"
      >
        {t('rollout.problem.more', { count: problems.length })}
      </Button>
      {isOpen &&
        problems.map(problem => (
          <div key={`${problem.id} ${problem.sentence}`}>
            <Typography className={classes.cause} variant="body2">
              {texts.cause(problem)}
            </Typography>
            <ProblemChain problem={problem} rollout={rollout} />
          </div>
        ))}
    </>
  );
}
