import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import fc from 'fast-check';
import { everyField } from './everyField';

type Spec = Partial<RolloutSpecInput>;
type Field = keyof Spec;

/** Fields whose items refer to one another, or cannot change once they are stored. */
const WHOLE: ReadonlySet<Field> = new Set([
  'volumes',
  'interfaces',
  'initContainers',
  'cronjobs',
] as const);

/** Fields without which others have nothing to refer to. */
const TOGETHER: readonly Field[] = ['volumes', 'initContainers', 'cronjobs'];

/** Values a field may have: the one of everything, or a part of it. */
function valuesOf(field: Field): fc.Arbitrary<unknown> {
  const value = everyField[field];
  return Array.isArray(value) && !WHOLE.has(field)
    ? fc.subarray<unknown>(value)
    : fc.constant(value);
}

const fields = (Object.keys(everyField) as Field[]).filter(
  field => !TOGETHER.includes(field) && field !== 'image',
);

const some = fc.record(
  Object.fromEntries(fields.map(field => [field, valuesOf(field)])),
  { requiredKeys: [] },
);

const together = fc
  .boolean()
  .map(isThere =>
    Object.fromEntries(
      isThere ? TOGETHER.map(field => [field, everyField[field]]) : [],
    ),
  );

const scale = fc.oneof(
  fc.record({ replicas: fc.nat({ max: 3 }) }),
  fc.constant({}),
);

/** Any spec, made of parts of one that uses every field there is. */
export const anySpec: fc.Arbitrary<Spec> = fc
  .tuple(some, together, scale)
  // What it is made of was all taken from a spec.
  .map(parts => Object.assign({}, ...parts) as Spec);
