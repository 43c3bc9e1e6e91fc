import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import type { FormEvent } from 'react';
import { mainKey } from '../../components/mainKey';
import { TextInput } from '../../components/form/TextInput';
import { useSearchParams } from '../../routing';
import { EnvironmentFields } from '../../specForm/environment/EnvironmentFields';
import { ScaleFields } from '../../specForm/ScaleFields';
import { mostInstances, SizeFields } from '../../specForm/SizeFields';
import { useTexts } from '../../translation';
import { AnswersFields } from './AnswersFields';
import { Fold } from './Fold';
import { ImageInput } from './ImageInput';
import { nameError, useNameError } from './nameError';
import { StepActions } from './StepActions';
import type { NewRollout } from './useNewRollout';
import { useGoToStep } from './useStep';

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      maxWidth: 720,
    },
  }),
  { name: 'OneClickConfigureStep' },
);

export interface StepProps {
  readonly rollout: NewRollout;
  readonly project: Project;
}

/** The at most four things to type, and more on demand. */
export function ConfigureStep({ rollout, project }: StepProps) {
  const classes = useStyles();
  const t = useTexts();
  const goTo = useGoToStep();
  const { shown, state } = rollout;
  const goOn = () => {
    if (shown.errors.size === 0 && !nameError(state.name)) {
      goTo('review');
      return;
    }
    shown.showAll();
    setTimeout(focusFirstError);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    goOn();
  };
  return (
    <form
      className={classes.form}
      noValidate
      {...mainKey(goOn)}
      onSubmit={submit}
    >
      <Runs />
      {state.source.startsWith('copy:') && (
        <Typography variant="body2">{t('create.secretsLeft')}</Typography>
      )}
      <ImageInput rollout={rollout} />
      <NameInput rollout={rollout} />
      <AnswersFields cluster={project.cluster} />
      <SizeAndVariables spec={state.spec} />
      <StepActions>
        <Button onClick={() => goTo('start')}>{t('create.back')}</Button>
        <Button color="primary" type="submit" variant="contained">
          {t('create.next')}
        </Button>
      </StepActions>
    </form>
  );
}

function focusFirstError() {
  document
    .querySelector<HTMLElement>(
      'input[aria-invalid="true"], textarea[aria-invalid="true"]',
    )
    ?.focus();
}

function Runs() {
  const t = useTexts();
  const [params] = useSearchParams();
  const entity = params.get('entityRef');
  return entity ? (
    <Typography variant="body2">{t('create.runs', { entity })}</Typography>
  ) : null;
}

function NameInput({ rollout }: Pick<StepProps, 'rollout'>) {
  const t = useTexts();
  const error = useNameError(rollout);
  const { name } = rollout.state;
  return (
    <TextInput
      error={error}
      help={t('create.nameHelp')}
      label={t('create.name')}
      mono
      onBlur={() => rollout.shown.touch('name')}
      onChange={typed =>
        rollout.change({ name: typed, nameTouched: typed !== '' })
      }
      required
      value={name}
    />
  );
}

function SizeAndVariables({
  spec,
}: {
  readonly spec: NewRollout['state']['spec'];
}) {
  const t = useTexts();
  const variables = spec.env?.length ?? 0;
  const { cpu, memory } = spec.resources?.requests ?? {};
  const size = [
    t('create.sizeText', { count: mostInstances(spec) }),
    cpu,
    memory,
  ];
  return (
    <>
      <Fold
        summary={size.filter(part => part !== undefined).join(', ')}
        title={t('create.size')}
      >
        <ScaleFields />
        <SizeFields />
      </Fold>
      <Fold
        summary={
          variables > 0
            ? t('create.variablesText', { count: variables })
            : t('create.variablesNone')
        }
        title={t('create.variables')}
      >
        <EnvironmentFields />
      </Fold>
    </>
  );
}
