import Typography from '@material-ui/core/Typography';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useTexts } from '../../../translation';
import type { Texts } from '../../../translation';
import { lossesOf, restartEffect } from './restartEffect';
import type { RestartEffect } from './restartEffect';

export interface EffectSentencesProps {
  readonly from: RolloutSpecInput;
  readonly to: RolloutSpecInput;
  /** How many instances run now; absent while the cluster is away. */
  readonly running: number | undefined;
}

/** What a save restarts, stops and detaches, before it is made. */
export function EffectSentences({ from, to, running }: EffectSentencesProps) {
  const t = useTexts();
  const losses = lossesOf(from, to);
  const sentences = [
    running === undefined
      ? t('review.effect.unknown')
      : effectSentence(
          restartEffect(from, to, { changes: diffSpecs(from, to), running }),
          t,
        ),
    ...losses.hosts.map(host => t('review.effect.hostGoes', { host })),
    ...losses.volumes.map(volume => t('review.effect.volumeGoes', { volume })),
  ];
  return (
    <div>
      {sentences.map(sentence => (
        <Typography key={sentence} variant="body2">
          {sentence}
        </Typography>
      ))}
    </div>
  );
}

/** The effect of a save in a sentence. */
export function effectSentence(effect: RestartEffect, t: Texts): string {
  return 'count' in effect
    ? t(`review.effect.${effect.kind}`, { count: effect.count })
    : t(`review.effect.${effect.kind}`);
}
