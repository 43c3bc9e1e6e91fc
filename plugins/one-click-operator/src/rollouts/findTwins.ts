import type {
  Rollout,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { GuardRailProblem } from '@one-click/backstage-plugin-one-click-workload';

/** Lists whose entries become objects of their own, named after them. */
const LISTS = [
  'interfaces',
  'volumes',
  'cronjobs',
] as const satisfies readonly (keyof RolloutSpec)[];

/**
 * Entries of a list that have a name which an earlier one has. Both would be
 * the same object, and be written in turns for ever; a CRD of ours refuses
 * them, an older one may not.
 */
export function findTwins({
  spec,
}: Pick<Rollout, 'spec'>): readonly GuardRailProblem[] {
  return LISTS.flatMap(list => {
    const names = (spec[list] ?? []).map(({ name }) => name);
    return names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [
            {
              field: `spec.${list}[${index}].name`,
              why: `may not be '${name}' again: choose another name`,
            },
          ]
        : [],
    );
  });
}
