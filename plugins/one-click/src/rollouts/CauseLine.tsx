import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { nextAct } from '../health/nextAct';
import { useHealthTexts } from '../health/useHealthTexts';
import { usePaths } from '../routing';
import { useTexts } from '../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      overflowWrap: 'anywhere',
    },
    text: { maxWidth: '75ch' },
  }),
  { name: 'OneClickCauseLine' },
);

/** Why a rollout is not well, and the first thing to do about it. */
export function CauseLine({ rollout }: { readonly rollout: RolloutSummary }) {
  const classes = useStyles();
  const t = useTexts();
  const texts = useHealthTexts();
  const paths = usePaths();
  const problem = rollout.health.problems[0];
  if (!problem) {
    return null;
  }
  const act = nextAct(problem);
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <Typography className={classes.root} component="div" variant="body2">
      <span className={classes.text}>{texts.cause(problem)}</span>
      {act && (
        <Link to={paths.rollout(ref, act.section)}>
          {t(`rollouts.act.${act.label}`)}
        </Link>
      )}
    </Typography>
  );
}
