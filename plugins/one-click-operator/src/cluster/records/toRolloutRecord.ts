import { LAST_APPLIED_ANNOTATION } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** The API server's own record of who wrote what, which no type of ours has. */
interface Recorded {
  readonly managedFields?: unknown;
}

function withoutCopy(
  annotations: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { [LAST_APPLIED_ANNOTATION]: _, ...rest } = annotations;
  return rest;
}

/** A Rollout without the records that others keep in it, which repeat all of it. */
export function toRolloutRecord(rollout: Rollout): Rollout {
  const { managedFields: _, ...metadata }: Rollout['metadata'] & Recorded =
    rollout.metadata;
  const { annotations } = metadata;
  return {
    ...rollout,
    metadata: {
      ...metadata,
      ...(annotations && { annotations: withoutCopy(annotations) }),
    },
  };
}
