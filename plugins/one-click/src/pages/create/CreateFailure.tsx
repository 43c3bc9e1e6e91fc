import Button from '@material-ui/core/Button';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { FormError } from '../../components/FormError';
import { fieldLabel } from '../../diff/fieldLabel';
import { fromServerPath } from '../../draft/fieldKey';
import { keyToPath } from '../../draft/keyToPath';
import { useTexts } from '../../translation';
import { useGoToStep } from './useStep';

export interface CreateFailureProps {
  readonly error: Error | null;
  readonly spec: RolloutSpecInput;
}

/** Why a rollout was not created, with the way to each field that is named. */
export function CreateFailure({ error, spec }: CreateFailureProps) {
  const t = useTexts();
  const goTo = useGoToStep();
  if (!error) {
    return null;
  }
  if (!(error instanceof OneClickError)) {
    return <FormError>{t('review.unknownOutcome')}</FormError>;
  }
  return (
    <FormError>
      {t('create.review.failed', { reason: error.message })}
      <ul>
        {error.fields.map(({ path, message }) => {
          const field = fieldLabel(
            keyToPath(fromServerPath(path, spec), spec),
            t,
          );
          return (
            <li key={`${path} ${message}`}>
              {field}: {message}{' '}
              <Button onClick={() => goTo('configure')} size="small">
                {t('create.review.goTo', { field })}
              </Button>
            </li>
          );
        })}
      </ul>
    </FormError>
  );
}
