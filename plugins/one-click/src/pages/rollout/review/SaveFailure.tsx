import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { FormError } from '../../../components/FormError';
import { fromServerPath } from '../../../draft/fieldKey';
import { keyToPath } from '../../../draft/keyToPath';
import { fieldLabel } from '../../../diff/fieldLabel';
import { useTexts } from '../../../translation';

export interface SaveFailureProps {
  readonly error: Error | null;
  readonly spec: RolloutSpecInput;
}

/** Why a save was not taken; everything typed stays. */
export function SaveFailure({ error, spec }: SaveFailureProps) {
  const t = useTexts();
  if (!error) {
    return null;
  }
  if (!(error instanceof OneClickError)) {
    return <FormError>{t('review.unknownOutcome')}</FormError>;
  }
  return (
    <FormError>
      {t('review.notSaved', { reason: error.message })}
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {fieldLabel(keyToPath(fromServerPath(path, spec), spec), t)}:{' '}
              {message}
            </li>
          ))}
        </ul>
      )}
    </FormError>
  );
}
