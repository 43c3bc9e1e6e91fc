import { useMe, useRollouts } from '../../api/queries';
import { AttentionPanel } from './AttentionPanel';

/** What needs attention, everywhere or among what belongs to the reader. */
export function TroubledRollouts({ mine }: { readonly mine: boolean }) {
  const me = useMe();
  const { data } = useRollouts({});
  // The list comes worst first, so that its first page holds the troubled ones.
  const rollouts = data?.pages.flatMap(page => page.items) ?? [];
  const owned = me.data?.ownershipEntityRefs ?? [];
  return (
    <AttentionPanel
      rollouts={rollouts.filter(({ owner }) => !mine || owned.includes(owner))}
    />
  );
}
