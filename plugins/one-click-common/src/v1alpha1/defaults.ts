import type { RolloutSpec, RolloutSpecInput } from './types';

/** How many instances run where a rollout says nothing. */
export const DEFAULT_REPLICAS = 1;
/** What becomes of a volume's claim where a rollout says nothing. */
export const DEFAULT_ON_REMOVE = 'retain';
/** Average processor use an autoscaler aims at where no target is given, in percent. */
export const DEFAULT_TARGET_CPU_PERCENT = 80;
/** Seconds an instance sleeps before it stops where an interface exists and no preStop is given. */
export const DEFAULT_PRE_STOP_SECONDS = 5;
/** Seconds an instance may take to stop where a rollout says nothing. */
export const DEFAULT_GRACE_PERIOD_SECONDS = 30;
/** Permissions of a mounted file where none are given. */
export const DEFAULT_FILE_MODE = 0o644;

/**
 * Fills in what the API server fills in on its own: exactly the defaults of the
 * CRD. Never send the result back, or the backend would own every default.
 */
export function applyDefaults(spec: RolloutSpecInput): RolloutSpec {
  const { volumes, replicas = DEFAULT_REPLICAS, ...rest } = spec;
  return {
    ...rest,
    replicas,
    ...(volumes && {
      volumes: volumes.map(({ onRemove = DEFAULT_ON_REMOVE, ...volume }) => ({
        ...volume,
        onRemove,
      })),
    }),
  };
}
