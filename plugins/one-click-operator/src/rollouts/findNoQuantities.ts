import { isQuantity } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  EnvVar,
  Resources,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { GuardRailProblem } from '@one-click/backstage-plugin-one-click-workload';

interface Place {
  readonly field: string;
  readonly value: unknown;
}

/** A container, as far as it has quantities. */
interface Holder {
  readonly resources?: Resources;
  readonly env?: readonly EnvVar[];
}

function placesOf(at: string, { resources, env = [] }: Holder): Place[] {
  const limits = (['requests', 'limits'] as const).flatMap(list =>
    Object.entries(resources?.[list] ?? {}).map(([name, value]) => ({
      field: `${at}.resources.${list}.${name}`,
      value,
    })),
  );
  const divisors = env.flatMap(({ valueFrom }, index) => {
    const value = valueFrom?.resourceFieldRef?.divisor;
    const field = `${at}.env[${index}].valueFrom.resourceFieldRef.divisor`;
    return value === undefined ? [] : [{ field, value }];
  });
  return [...limits, ...divisors];
}

function volumePlaces({ spec }: Pick<Rollout, 'spec'>): Place[] {
  return (spec.volumes ?? []).flatMap(({ size, emptyDir }, index) => {
    const at = `spec.volumes[${index}]`;
    const sizeLimit = emptyDir?.sizeLimit;
    return [
      ...(size === undefined ? [] : [{ field: `${at}.size`, value: size }]),
      ...(sizeLimit === undefined
        ? []
        : [{ field: `${at}.emptyDir.sizeLimit`, value: sizeLimit }]),
    ];
  });
}

/**
 * Amounts that Kubernetes cannot read. A CRD of ours refuses them; where an
 * older one does not, the API server calls them an error of its own (500)
 * rather than of the rollout, and names no field.
 */
export function findNoQuantities(
  rollout: Pick<Rollout, 'spec'>,
): readonly GuardRailProblem[] {
  const { spec } = rollout;
  const places = [
    ...placesOf('spec', spec),
    ...(['initContainers', 'sidecars', 'cronjobs'] as const).flatMap(list =>
      (spec[list] ?? []).flatMap((holder, index) =>
        placesOf(`spec.${list}[${index}]`, holder),
      ),
    ),
    ...volumePlaces(rollout),
  ];
  return places
    .filter(({ value }) => !isQuantity(value))
    .map(({ field, value }) => ({
      field,
      why: `may not be '${value}': write an amount such as 500m, 1.5 or 256Mi`,
    }));
}
