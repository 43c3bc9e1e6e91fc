import type {
  RolloutSpecInput,
  Section,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { sectionOf } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** Names a field of a form: `image.tag`, or `interfaces.0.port` with the place in the list. */
export type FieldKey = string;

/** Joins the steps to a field into its key. */
export function toFieldKey(path: readonly (string | number)[]): FieldKey {
  return path.join('.');
}

/**
 * The key of a field that the server names, such as `spec.image.tag`,
 * `spec.interfaces[0].port` or `spec.env[LOG_LEVEL].value`.
 */
export function fromServerPath(path: string, spec: RolloutSpecInput): FieldKey {
  const steps = path
    .replace(/^spec\.?/, '')
    .split(/\.(?![^[]*\])|\[|\]/)
    .filter(Boolean);
  const [list, item = '', ...rest] = steps;
  const index = list === undefined ? -1 : indexOf(spec, list, item);
  return toFieldKey(index < 0 ? steps : [list ?? '', index, ...rest]);
}

function indexOf(spec: RolloutSpecInput, list: string, name: string): number {
  const items: unknown = Object.entries(spec).find(
    ([key]) => key === list,
  )?.[1];
  return Array.isArray(items)
    ? items.findIndex(
        (item: unknown) =>
          typeof item === 'object' &&
          item !== null &&
          'name' in item &&
          item.name === name,
      )
    : -1;
}

/** The page on which a field is changed. */
export function sectionOfKey(key: FieldKey): Section {
  return sectionOf([key.split('.')[0] ?? '']);
}
