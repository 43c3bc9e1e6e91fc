import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../../translation';
import { STEPS } from './steps';
import type { Step } from './steps';
import { useGoToStep } from './useStep';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      margin: 0,
      padding: 0,
      listStyle: 'none',
      counterReset: 'step',
    },
    step: { color: theme.palette.text.primary },
    current: {
      fontWeight: 700,
      boxShadow: `inset 0 -2px 0 ${theme.palette.primary.main}`,
      borderRadius: 0,
    },
  }),
  { name: 'OneClickSteps' },
);

export interface StepsProps {
  readonly current: Step;
  /** The first step was answered by where the reader came from. */
  readonly hasSource: boolean;
}

/** Where the reader is in the flow; steps once visited are buttons. */
export function Steps({ current, hasSource }: StepsProps) {
  const classes = useStyles();
  const t = useTexts();
  const goTo = useGoToStep();
  const at = STEPS.indexOf(current);
  const steps = hasSource ? STEPS.filter(step => step !== 'start') : STEPS;
  return (
    <ol aria-label={t('create.steps.label')} className={classes.root}>
      {steps.map((step, index) => (
        <li key={step}>
          <Button
            aria-current={step === current ? 'step' : false}
            className={`${classes.step} ${
              step === current ? classes.current : ''
            }`}
            disabled={STEPS.indexOf(step) > at}
            onClick={() => goTo(step)}
            size="small"
          >
            {index + 1}. {t(`create.steps.${step}`)}
          </Button>
        </li>
      ))}
    </ol>
  );
}
