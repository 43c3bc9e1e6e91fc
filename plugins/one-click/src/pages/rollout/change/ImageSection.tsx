import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { ImageFields } from '../../../specForm/ImageFields';
import { ChangeSection } from './ChangeSection';

/** Which image runs. */
export function ImageSection({ rollout }: { readonly rollout: RolloutDetail }) {
  return (
    <ChangeSection rollout={rollout} section="image">
      <ImageFields />
    </ChangeSection>
  );
}
