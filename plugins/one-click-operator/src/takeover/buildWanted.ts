import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import { withoutTemplate } from './frozenTemplate';

/** What the children depend on beside the rollout, after a take-over. */
export interface TakeOverContext {
  /** Names of jobs whose CronJob has the name that the original gave it. */
  readonly formerJobs?: ReadonlySet<string> | undefined;
  /** Whether the Deployment's template stays the Go operator's. */
  readonly isFrozen?: boolean | undefined;
}

/** Builds what a rollout asks for, save what a take-over keeps as it was. */
export function buildWanted(
  rollout: Rollout,
  { formerJobs, isFrozen = false }: TakeOverContext,
): readonly ChildObject[] {
  const children = buildChildren(rollout, { formerJobs });
  return isFrozen
    ? children.map(child =>
        child.kind === 'Deployment' ? withoutTemplate(child) : child,
      )
    : children;
}
