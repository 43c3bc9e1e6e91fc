import { z } from 'zod';
import { exactlyOne } from './environment';
import { countOrPercent, named, whole } from './primitives';
import { cel, type Rule } from './rule';

interface Bounds {
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

const minWithinMax: Rule<Bounds> = {
  cel: 'self.minReplicas <= self.maxReplicas',
  message: 'minReplicas is above maxReplicas: lower it or raise maxReplicas',
  messageCel:
    '"minReplicas %d is above maxReplicas %d: lower it or raise maxReplicas".format([self.minReplicas, self.maxReplicas])',
  messageFor: ({ minReplicas, maxReplicas }) =>
    `minReplicas ${minReplicas} is above maxReplicas ${maxReplicas}: lower it or raise maxReplicas`,
  field: 'minReplicas',
  holds: ({ minReplicas, maxReplicas }) => minReplicas <= maxReplicas,
};

const atLeastOne: Rule<Bounds> = {
  cel: 'self.minReplicas >= 1 || self.maxReplicas == 0',
  message:
    'automatic scaling keeps at least 1 instance: set minReplicas to 1 or more, or suspend the rollout',
  field: 'minReplicas',
  holds: ({ minReplicas, maxReplicas }) =>
    minReplicas >= 1 || maxReplicas === 0,
};

/** Automatic scaling between bounds. */
export const horizontalScale = cel(
  named(
    z
      .strictObject({
        minReplicas: whole('The least instances.', { min: 0 }),
        maxReplicas: whole('The most instances.', { min: 0 }),
        targetCPUUtilizationPercentage: whole(
          'Average processor use to aim at, in percent of the request. With neither target given: 80.',
          { min: 1 },
        ).optional(),
        targetMemoryUtilizationPercentage: whole(
          'Average memory use to aim at, in percent of the request.',
          { min: 1 },
        ).optional(),
      })
      .describe(
        'Automatic scaling. Absent: replicas. Equal bounds: that many instances, without an autoscaler.',
      ),
    'HorizontalScale',
  ),
  minWithinMax,
  atLeastOne,
);

type Count = number | string | undefined;

function isZero(value: Count): boolean {
  return value === 0 || value === '0%' || value === '00%';
}

/** How an update replaces instances. */
export const rollingUpdate = cel(
  named(
    z
      .strictObject({
        maxSurge: countOrPercent(
          'How many instances more than asked for may exist during an update. Absent: 25%.',
        ).optional(),
        maxUnavailable: countOrPercent(
          'How many instances may be missing during an update. Absent: 25%.',
        ).optional(),
      })
      .describe('How an update replaces instances.'),
    'RollingUpdate',
  ),
  {
    cel: "!has(self.maxSurge) || !has(self.maxUnavailable) || !(string(self.maxSurge) in ['0', '0%', '00%']) || !(string(self.maxUnavailable) in ['0', '0%', '00%'])",
    message:
      'maxSurge and maxUnavailable are both 0, so no update could start: raise one',
    field: 'maxUnavailable',
    holds: ({ maxSurge, maxUnavailable }) =>
      !isZero(maxSurge) || !isZero(maxUnavailable),
  },
);

/** How many instances may be moved away at once, for example while a node is emptied. */
export const podDisruptionBudget = cel(
  named(
    z
      .strictObject({
        minAvailable: countOrPercent('How many must stay.').optional(),
        maxUnavailable: countOrPercent('How many may be missing.').optional(),
      })
      .describe(
        'How many instances may be moved away at once, for example while a node is emptied.',
      ),
    'PodDisruptionBudget',
  ),
  exactlyOne(['minAvailable', 'maxUnavailable']),
);
