import {
  MAX_CRONJOB_NAME_LENGTH,
  MAX_LABEL_LENGTH,
  cronJobName,
  serviceName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { GuardRailProblem } from '@one-click/backstage-plugin-one-click-workload';

type Subject = Pick<Rollout, 'metadata' | 'spec'>;

const LAST_PORT = 65_535;

function findOddPorts({ spec }: Subject): GuardRailProblem[] {
  return (spec.interfaces ?? []).flatMap(({ port, targetPort }, index) =>
    Object.entries({ port, ...(targetPort !== undefined && { targetPort }) })
      .filter(
        ([, value]) =>
          !Number.isInteger(value) || value < 1 || value > LAST_PORT,
      )
      .map(([name, value]) => ({
        field: `spec.interfaces[${index}].${name}`,
        why: `may not be ${value}: choose one from 1 to ${LAST_PORT}`,
      })),
  );
}

function findCrossedBounds({ spec }: Subject): GuardRailProblem[] {
  const { minReplicas = 0, maxReplicas = 0 } = spec.horizontalScale ?? {};
  return minReplicas > maxReplicas
    ? [
        {
          field: 'spec.horizontalScale.minReplicas',
          why: `may not be ${minReplicas}: choose at most the ${maxReplicas} of maxReplicas`,
        },
      ]
    : [];
}

function findLongNames({ metadata, spec }: Subject): GuardRailProblem[] {
  const owner = metadata.name;
  const services = (spec.interfaces ?? []).map(({ name }, index) => ({
    field: `spec.interfaces[${index}].name`,
    child: serviceName(owner, name),
    most: MAX_LABEL_LENGTH,
  }));
  const jobs = (spec.cronjobs ?? []).map(({ name }, index) => ({
    field: `spec.cronjobs[${index}].name`,
    child: cronJobName(owner, name),
    most: MAX_CRONJOB_NAME_LENGTH,
  }));
  return [...services, ...jobs]
    .filter(({ child, most }) => child.length > most)
    .map(({ field, child, most }) => ({
      field,
      why: `makes the name '${child}', which has more than ${most} characters: choose a shorter one`,
    }));
}

/** Numbers and names that no child could have. */
export function findMisfits(rollout: Subject): readonly GuardRailProblem[] {
  return [
    ...findOddPorts(rollout),
    ...findCrossedBounds(rollout),
    ...findLongNames(rollout),
  ];
}
