import Button from '@material-ui/core/Button';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';
import type { Blueprint } from '@one-click/backstage-plugin-one-click-common';
import type { ReactNode } from 'react';
import { useBlueprints } from '../../api/queries';
import { QueryStates } from '../../components/QueryStates';
import { useTexts } from '../../translation';
import { EMPTY_STATE } from './newRolloutState';
import { filledFrom } from './usePrefill';
import type { NewRollout } from './useNewRollout';
import { StepActions } from './StepActions';
import { useGoToStep } from './useStep';

const useStyles = makeStyles(
  theme => ({
    group: { display: 'block' },
    choices: {
      display: 'grid',
      alignItems: 'stretch',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
      gap: theme.spacing(2),
      maxWidth: 720,
    },
    choice: {
      alignItems: 'flex-start',
      margin: 0,
      padding: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      background: theme.palette.background.paper,
    },
    subtle: { color: theme.palette.textSubtle },
  }),
  { name: 'OneClickStartStep' },
);

const IMAGE = 'image';

/** What to start from: any image, or a blueprint. */
export function StartStep({ rollout }: { readonly rollout: NewRollout }) {
  const t = useTexts();
  const goTo = useGoToStep();
  const query = useBlueprints();
  return (
    <>
      <QueryStates
        query={query}
        skeleton={<Skeleton height={120} variant="rect" />}
        what={t('create.what')}
      >
        {blueprints => <Choices blueprints={blueprints} rollout={rollout} />}
      </QueryStates>
      <StepActions>
        <Button
          color="primary"
          onClick={() => goTo('configure')}
          variant="contained"
        >
          {t('create.next')}
        </Button>
      </StepActions>
    </>
  );
}

interface ChoicesProps {
  readonly rollout: NewRollout;
  readonly blueprints: readonly Blueprint[];
}

function Choices({ rollout, blueprints }: ChoicesProps) {
  const classes = useStyles();
  const t = useTexts();
  const choose = (source: string) => {
    const chosen = blueprints.find(({ name }) => source === toSource(name));
    if (source !== rollout.state.source) {
      rollout.change(chosen ? filledFrom(source, chosen.spec) : EMPTY_STATE);
    }
  };
  return (
    <RadioGroup
      aria-label={t('create.steps.start')}
      className={classes.group}
      onChange={(_, source) => choose(source)}
      value={rollout.state.source}
    >
      <div className={classes.choices}>
        <Choice title={t('create.start.image')} value={IMAGE}>
          {t('create.start.imageText')}
        </Choice>
        {blueprints.map(({ name, title, version, summary }) => (
          <Choice
            key={name}
            title={t('create.start.blueprintVersion', { title, version })}
            value={toSource(name)}
          >
            {summary}
          </Choice>
        ))}
      </div>
    </RadioGroup>
  );
}

function toSource(blueprint: string): string {
  return `blueprint:${blueprint}`;
}

interface ChoiceProps {
  readonly value: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Choice({ value, title, children }: ChoiceProps) {
  const classes = useStyles();
  return (
    <FormControlLabel
      className={classes.choice}
      control={<Radio color="primary" size="small" />}
      label={
        <>
          <Typography component="div" variant="subtitle1">
            {title}
          </Typography>
          <Typography className={classes.subtle} variant="body2">
            {children}
          </Typography>
        </>
      }
      value={value}
    />
  );
}
