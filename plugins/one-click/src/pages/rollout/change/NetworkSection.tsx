import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { NetworkFields } from '../../../specForm/network/NetworkFields';
import { ChangeSection } from './ChangeSection';

/** By which ports and addresses the rollout is reached. */
export function NetworkSection({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  const { name, namespace, cluster } = rollout;
  return (
    <ChangeSection rollout={rollout} section="network">
      <NetworkFields place={{ rollout: name, namespace, cluster }} />
    </ChangeSection>
  );
}
