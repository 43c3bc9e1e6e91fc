import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Texts } from '../../../translation';
import type { SectionId } from '../shell/sections';

/** One part of the set-up in words. */
export interface SetUpRow {
  readonly label: string;
  readonly lines: readonly string[];
  /** Where it is changed; absent where no page does yet. */
  readonly section?: SectionId;
}

interface RowContext {
  readonly t: Texts;
  readonly image: string;
}

/** How a rollout is set up, in words; parts that have no page are shown only where they exist. */
export function setUpRows(
  spec: RolloutSpecInput,
  { t, image }: RowContext,
): readonly SetUpRow[] {
  const none = [t('rollout.overview.none')];
  const interfaces = (spec.interfaces ?? []).map(each =>
    interfaceLine(each, t),
  );
  const volumes = (spec.volumes ?? []).map(({ name, size = '', mountPath }) =>
    t('rollout.overview.volumeAt', { name, size, path: mountPath }),
  );
  const jobs = (spec.cronjobs ?? []).map(
    ({ name, schedule }) => `${name} ${schedule}`,
  );
  return [
    { label: t('change.image.whole'), lines: [image], section: 'image' },
    {
      label: t('rollout.overview.interfaces'),
      lines: interfaces.length > 0 ? interfaces : none,
      section: 'network',
    },
    ...(volumes.length > 0
      ? [{ label: t('rollout.overview.volumes'), lines: volumes }]
      : []),
    {
      label: t('rollout.overview.environment'),
      lines: [environmentLine(spec, t)],
      section: 'environment',
    },
    ...(jobs.length > 0
      ? [{ label: t('rollout.overview.jobs'), lines: jobs }]
      : []),
  ];
}

type Interface = NonNullable<RolloutSpecInput['interfaces']>[number];

/** An interface in a line: its port and where it can be reached. */
export function interfaceLine(
  { name, port, ingress }: Interface,
  t: Texts,
): string {
  const hosts = (ingress?.rules ?? []).map(({ host }) => host).filter(Boolean);
  return hosts.length > 0
    ? t('rollout.overview.toHosts', {
        name,
        port: String(port),
        hosts: hosts.join(', '),
      })
    : t('rollout.overview.clusterOnly', { name, port: String(port) });
}

function environmentLine(spec: RolloutSpecInput, t: Texts): string {
  const variables = (spec.env ?? []).length + (spec.secrets ?? []).length;
  const sources = (spec.secretsFrom ?? []).length;
  const parts = [
    ...(variables > 0
      ? [t('rollout.overview.variables', { count: variables })]
      : []),
    ...(sources > 0
      ? [t('rollout.overview.secretSources', { count: sources })]
      : []),
  ];
  return parts.join(', ') || t('rollout.overview.none');
}
