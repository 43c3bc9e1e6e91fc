import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { Age } from '../components/Age';
import { Who } from '../components/Who';

/** When a rollout was last changed, and by whom. */
export function LastChange({ rollout }: { readonly rollout: RolloutSummary }) {
  const { at, by } = rollout.lastChange;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <Age at={at} /> · <Who by={by} />
    </span>
  );
}
