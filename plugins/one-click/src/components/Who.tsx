import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { useMe } from '../api/queries';
import { useTexts } from '../translation';

const ENTITY_REF = /^[a-z]+:[^/\s]+\/[^/\s]+$/;

export interface WhoProps {
  /** An entity reference, or the name of a mechanism such as `kubectl`. */
  readonly by: string;
}

/** Who did something or owns it: by display name, and `you` for the reader. */
export function Who({ by }: WhoProps) {
  const t = useTexts();
  const me = useMe();
  if (by === me.data?.userEntityRef) {
    return <>{t('common.you')}</>;
  }
  return ENTITY_REF.test(by) ? (
    <EntityDisplayName entityRef={by} hideIcon disableTooltip />
  ) : (
    <>{by}</>
  );
}
