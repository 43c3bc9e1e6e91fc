import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { EnvironmentFields } from '../../../specForm/environment/EnvironmentFields';
import { ChangeSection } from './ChangeSection';

/** The variables of the rollout. */
export function EnvironmentSection({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  return (
    <ChangeSection rollout={rollout} section="environment" wide>
      <EnvironmentFields />
    </ChangeSection>
  );
}
