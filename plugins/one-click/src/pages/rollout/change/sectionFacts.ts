import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { DEFAULT_REPLICAS } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { interfaceLine } from '../overview/setUpRows';
import { valueText } from '../../../diff/valueText';
import type { Texts } from '../../../translation';
import type { ChangeSectionProps } from './ChangeSection';

/** One setting in words. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

type Facts = (spec: RolloutSpecInput, t: Texts) => readonly Fact[];

const FACTS: Record<ChangeSectionProps['section'], Facts> = {
  image: imageFacts,
  scale: scaleFacts,
  network: networkFacts,
  environment: environmentFacts,
};

/** The settings of a section in words; what is not set is left out. */
export function sectionFacts(
  spec: RolloutSpecInput,
  section: ChangeSectionProps['section'],
  t: Texts,
): readonly Fact[] {
  return FACTS[section](spec, t);
}

function present(
  facts: readonly { readonly label: string; readonly value: unknown }[],
): readonly Fact[] {
  return facts.flatMap(({ label, value }) => {
    const text = valueText(value);
    return text === undefined ? [] : [{ label, value: text }];
  });
}

function imageFacts({ image }: RolloutSpecInput, t: Texts) {
  const { registry, repository, tag, digest, pullPolicy } = image;
  return present([
    { label: t('change.image.registry'), value: registry },
    { label: t('change.image.repository'), value: repository },
    { label: t('change.image.tag'), value: tag },
    { label: t('change.image.digest'), value: digest },
    {
      label: t('change.image.pull'),
      value: pullPolicy && t(`change.image.pullPolicy.${pullPolicy}`),
    },
  ]);
}

function scaleFacts(spec: RolloutSpecInput, t: Texts) {
  const { horizontalScale, replicas = DEFAULT_REPLICAS } = spec;
  const { requests, limits } = spec.resources ?? {};
  return present([
    {
      label: t('change.scale.replicas'),
      value: horizontalScale
        ? `${horizontalScale.minReplicas} – ${horizontalScale.maxReplicas}`
        : replicas,
    },
    { label: t('change.scale.cpuRequest'), value: requests?.cpu },
    { label: t('change.scale.cpuLimit'), value: limits?.cpu },
    { label: t('change.scale.memoryRequest'), value: requests?.memory },
    { label: t('change.scale.memoryLimit'), value: limits?.memory },
  ]);
}

function networkFacts(spec: RolloutSpecInput, t: Texts) {
  const lines = (spec.interfaces ?? []).map(each => interfaceLine(each, t));
  return present([
    {
      label: t('rollout.overview.interfaces'),
      value: lines.join('\n') || t('rollout.overview.none'),
    },
  ]);
}

function environmentFacts(spec: RolloutSpecInput, t: Texts) {
  const variables = (spec.env ?? []).map(({ name, value, valueFrom }) => ({
    label: name,
    value: valueFrom ?? value ?? '',
  }));
  const hidden = t('change.environment.hidden');
  const secrets = (spec.secrets ?? []).map(({ name }) => ({
    label: name,
    value: hidden,
  }));
  const sources = (spec.secretsFrom ?? []).map(({ name }) => ({
    label: t('change.environment.fromSecret', { name }),
    value: hidden,
  }));
  return present([...variables, ...secrets, ...sources]);
}
