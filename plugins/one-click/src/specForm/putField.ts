import { applyChanges } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  RolloutSpecInput,
  SpecPath,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** The spec with another value at a path; `undefined` removes the field. */
export function putField(
  spec: RolloutSpecInput,
  segments: SpecPath,
  to: unknown,
): RolloutSpecInput {
  return applyChanges(spec, [
    { kind: 'changed', reordered: false, segments, from: undefined, to },
  ]);
}
