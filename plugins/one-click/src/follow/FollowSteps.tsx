import { makeStyles } from '@material-ui/core/styles';
import type { Health } from '@one-click/backstage-plugin-one-click-common';
import { useEffect, useState } from 'react';
import { DoneIcon, MovingIcon, NextIcon } from '../components/icons';
import { VisuallyHidden } from '../components/VisuallyHidden';
import { useTimeTexts } from '../time/useTimeTexts';
import { useTexts } from '../translation';
import type { Texts } from '../translation';
import { FOLLOW_STEPS, servesAlone } from './followProgress';
import type { FollowStep, StepState } from './followProgress';

const SECOND = 1_000;

const useStyles = makeStyles(
  theme => ({
    steps: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
    step: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
    },
    icon: { fontSize: 16 },
    done: { color: theme.palette.status.ok },
    now: { color: theme.palette.status.running },
    next: { color: theme.palette.status.aborted },
    safe: { color: theme.palette.textSubtle },
    time: {
      marginLeft: 'auto',
      fontVariantNumeric: 'tabular-nums',
      color: theme.palette.textSubtle,
    },
  }),
  { name: 'OneClickFollowSteps' },
);

const ICONS = { done: DoneIcon, now: MovingIcon, next: NextIcon };

export interface FollowStepsProps {
  readonly revision: number;
  readonly savedAt: string;
  readonly steps: Readonly<Record<FollowStep, StepState>>;
  readonly health: Health;
}

/** The steps of a revision that is on its way, and how long it takes so far. */
export function FollowSteps(props: FollowStepsProps) {
  const { revision, savedAt, steps, health } = props;
  const classes = useStyles();
  const t = useTexts();
  const starting = startingText({ revision, steps, health }, t);
  return (
    <>
      <strong>{t('review.follow.revision', { revision })}</strong>
      <ol className={classes.steps}>
        {FOLLOW_STEPS.map(step => (
          <Step
            key={step}
            label={step === 'starting' ? starting : t(`review.follow.${step}`)}
            state={steps[step]}
          />
        ))}
      </ol>
      <span className={classes.safe}>{t('review.follow.safe')}</span>
      <Elapsed since={savedAt} />
    </>
  );
}

/** The count is told while it is the revision's own. */
function startingText(
  { revision, steps, health }: Omit<FollowStepsProps, 'savedAt'>,
  t: Texts,
): string {
  const { ready, wanted } = health;
  if (steps.starting === 'done') {
    return t('review.follow.started');
  }
  return servesAlone(health, revision)
    ? t('review.follow.startingSome', { ready, wanted })
    : t('review.follow.starting');
}

interface StepProps {
  readonly label: string;
  readonly state: StepState;
}

function Step({ label, state }: StepProps) {
  const classes = useStyles();
  const t = useTexts();
  const shown = state === 'failed' ? 'next' : state;
  const Icon = ICONS[shown];
  return (
    <li className={classes.step}>
      <Icon aria-hidden className={`${classes.icon} ${classes[shown]}`} />
      {label}
      <VisuallyHidden>, {t(`review.follow.step.${state}`)}</VisuallyHidden>
    </li>
  );
}

function Elapsed({ since }: { readonly since: string }) {
  const classes = useStyles();
  const times = useTimeTexts();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  // Told once a step, not once a second.
  return (
    <span aria-hidden className={classes.time}>
      {times.duration(now - Date.parse(since))}
    </span>
  );
}
