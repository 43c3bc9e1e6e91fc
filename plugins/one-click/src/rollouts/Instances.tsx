import type { Health } from '@one-click/backstage-plugin-one-click-common';
import { useTexts } from '../translation';

/** How many instances are ready of those wanted, or `–` while nothing is known. */
export function Instances({ health }: { readonly health: Health }) {
  const t = useTexts();
  const { ready, wanted, seenAt } = health;
  if (!seenAt) {
    return <span title={t('common.notKnown')}>–</span>;
  }
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {wanted === 0
        ? t('health.instances.none')
        : t('health.instances.some', { ready, wanted })}
    </span>
  );
}
