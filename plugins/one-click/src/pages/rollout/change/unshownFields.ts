import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChangeSectionProps } from './ChangeSection';

type Unshown = (spec: RolloutSpecInput) => readonly string[];

function keysBeside(object: object | undefined, shown: readonly string[]) {
  return Object.keys(object ?? {}).filter(key => !shown.includes(key));
}

const UNSHOWN: Record<ChangeSectionProps['section'], Unshown> = {
  image: ({ image }) =>
    keysBeside(image, [
      'registry',
      'repository',
      'tag',
      'digest',
      'pullPolicy',
    ]).map(key => `image.${key}`),
  scale: ({ resources }) =>
    (['requests', 'limits'] as const).flatMap(bound =>
      keysBeside(resources?.[bound], ['cpu', 'memory']).map(
        key => `resources.${bound}.${key}`,
      ),
    ),
  network: ({ interfaces = [] }) =>
    interfaces.flatMap(({ name, headless, ingress }) => [
      ...(headless ? [`interfaces[${name}].headless`] : []),
      ...(ingress?.rules ?? [])
        .flatMap(rule => keysBeside(rule, ['host', 'path', 'tls']))
        .map(key => `interfaces[${name}].ingress.rules.${key}`),
    ]),
  environment: ({ files = [] }) =>
    files.map(({ mountPath }) => `files[${mountPath}]`),
};

/** Paths of fields that are set in a section and that its form does not show; they are kept. */
export function unshownFields(
  spec: RolloutSpecInput,
  section: ChangeSectionProps['section'],
): readonly string[] {
  return [...new Set(UNSHOWN[section](spec))];
}
