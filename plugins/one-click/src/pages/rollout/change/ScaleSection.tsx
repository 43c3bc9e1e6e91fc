import Typography from '@material-ui/core/Typography';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { ScaleFields } from '../../../specForm/ScaleFields';
import { SizeFields } from '../../../specForm/SizeFields';
import { useTexts } from '../../../translation';
import { ChangeSection } from './ChangeSection';
import { PauseButton } from './PauseButton';

/** How many instances run, what each may use, and whether any do. */
export function ScaleSection({ rollout }: { readonly rollout: RolloutDetail }) {
  const t = useTexts();
  const { horizontalScale } = rollout.spec;
  return (
    <ChangeSection rollout={rollout} section="scale">
      <ScaleFields runningNow={horizontalScale && rollout.health.wanted} />
      <Typography component="h3" variant="subtitle1">
        {t('change.scale.eachInstance')}
      </Typography>
      <SizeFields />
      <PauseButton name={rollout.title} />
    </ChangeSection>
  );
}
