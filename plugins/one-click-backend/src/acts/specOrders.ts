import { NotFoundError } from '@backstage/errors';
import {
  compareQuantities,
  isQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Job,
  VolumeInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';
import type { SpecChangeOrder } from '../saving/changeSpec';

type Order = Omit<SpecChangeOrder, 'name'>;

/** Stops all instances and jobs. */
export const PAUSE: Order = {
  act: 'rollout-pause',
  change: spec => ({ ...spec, suspend: true }),
};

/** Ends a pause. */
export const RESUME: Order = {
  act: 'rollout-resume',
  change: ({ suspend: _, ...spec }) => spec,
};

/** Sets how many instances run. Throws UnacceptableError where an autoscaler decides. */
export function scaleTo(replicas: number): Order {
  return {
    act: 'rollout-scale',
    details: { replicas },
    change(spec) {
      const { horizontalScale } = spec;
      if (!horizontalScale) {
        return { ...spec, replicas };
      }
      const { minReplicas, maxReplicas } = horizontalScale;
      if (minReplicas !== maxReplicas) {
        throw refuse(
          'replicas',
          `cannot be set: automatic scaling decides between ${minReplicas} and ${maxReplicas}. Change horizontalScale instead`,
        );
      }
      const bounds = { minReplicas: replicas, maxReplicas: replicas };
      return { ...spec, horizontalScale: { ...horizontalScale, ...bounds } };
    },
  };
}

/** Lets a job rest, or follow its schedule again. Throws NotFoundError. */
export function suspendJob(name: string, suspend: boolean): Order {
  return {
    act: suspend ? 'job-suspend' : 'job-resume',
    details: { job: name },
    change(spec) {
      const { cronjobs = [] } = spec;
      requireOne(cronjobs, 'job', name);
      return {
        ...spec,
        cronjobs: cronjobs.map(job => (job.name === name ? rest(job) : job)),
      };
    },
  };

  function rest({ suspend: _, ...job }: Job): Job {
    return suspend ? { ...job, suspend } : job;
  }
}

/** Lets a volume grow. Throws NotFoundError, and UnacceptableError for what is no growth. */
export function growVolume(name: string, size: string): Order {
  return {
    act: 'volume-grow',
    details: { volume: name, size },
    change(spec) {
      const { volumes = [] } = spec;
      requireGrowth(requireOne(volumes, 'volume', name), size);
      return {
        ...spec,
        volumes: volumes.map(volume =>
          volume.name === name ? { ...volume, size } : volume,
        ),
      };
    },
  };
}

function requireGrowth({ name, size: now }: VolumeInput, size: string): void {
  if (now === undefined) {
    throw refuse('size', `cannot be set: volume '${name}' has no claim`);
  }
  if (!isQuantity(size)) {
    throw refuse('size', `'${size}' is no quantity: write for example 20Gi`);
  }
  if (compareQuantities(size, now) < 0) {
    throw refuse(
      'size',
      `cannot be ${size}: volume '${name}' has ${now} and volumes do not shrink. Make a new volume and copy the data`,
    );
  }
}

function requireOne<T extends { readonly name: string }>(
  items: readonly T[],
  what: string,
  name: string,
): T {
  const found = items.find(item => item.name === name);
  if (!found) {
    throw new NotFoundError(`The newest revision has no ${what} '${name}'`);
  }
  return found;
}

function refuse(path: string, message: string): UnacceptableError {
  return new UnacceptableError([{ path, message }]);
}
