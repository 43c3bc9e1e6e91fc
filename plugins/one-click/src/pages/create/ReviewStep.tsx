import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { mainKey } from '../../components/mainKey';
import { Panel } from '../../components/Panel';
import { imageText } from '../../rollouts/imageText';
import { useTexts } from '../../translation';
import type { Texts } from '../../translation';
import { NoteInput } from '../rollout/review/NoteInput';
import { useIsClusterAway } from '../rollout/review/useIsClusterAway';
import { wantedInstances } from '../rollout/review/restartEffect';
import { FactList } from '../rollout/change/FactList';
import { setUpRows } from '../rollout/overview/setUpRows';
import type { StepProps } from './ConfigureStep';
import { CreateFailure } from './CreateFailure';
import type { NewRolloutState } from './newRolloutState';
import { StepActions } from './StepActions';
import { useCreateRollout } from './useCreateRollout';
import { useGoToStep } from './useStep';

/** What will be made, before it is; if that fails, everything typed stays. */
export function ReviewStep({ rollout, project }: StepProps) {
  const t = useTexts();
  const goTo = useGoToStep();
  const create = useCreateRollout(rollout, project.name);
  const away = useIsClusterAway(project.cluster);
  const { state } = rollout;
  const send = () => {
    if (!create.isPending) {
      create.mutate();
    }
  };
  const submit = away ? 'create.review.queue' : 'create.review.submit';
  return (
    <div {...mainKey(send)} style={{ display: 'contents' }}>
      <CreateFailure error={create.error} spec={state.spec} />
      <div>
        <Typography variant="body2">
          {t('create.review.makes', {
            name: state.name,
            project: project.title,
          })}
        </Typography>
        <Typography variant="body2">{effectText(state, t)}</Typography>
      </div>
      <div style={{ maxWidth: 720 }}>
        <Panel title={state.name}>
          <FactList facts={factsOf(state, t)} />
        </Panel>
      </div>
      <div style={{ maxWidth: 720 }}>
        <NoteInput
          onChange={note => rollout.change({ note })}
          value={state.note}
        />
      </div>
      <StepActions>
        <Button disabled={create.isPending} onClick={() => goTo('configure')}>
          {t('create.back')}
        </Button>
        <Button
          color="primary"
          disabled={create.isPending}
          onClick={send}
          variant="contained"
        >
          {t(create.isPending ? 'create.review.submitting' : submit)}
        </Button>
      </StepActions>
    </div>
  );
}

function effectText({ spec }: NewRolloutState, t: Texts): string {
  return spec.suspend
    ? t('review.effect.createsPaused')
    : t('review.effect.creates', { count: wantedInstances(spec) });
}

function factsOf({ spec }: NewRolloutState, t: Texts) {
  return setUpRows(spec, { t, image: imageText(spec.image) }).map(
    ({ label, lines }) => ({ label, value: lines.join('\n') }),
  );
}
