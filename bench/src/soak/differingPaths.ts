/** The paths at which two pieces of JSON differ, such as `spec.replicas: 1, 2`. */
export function differingPaths(
  left: unknown,
  right: unknown,
  path = '',
): string[] {
  if (Object.is(left, right)) {
    return [];
  }
  if (!isBranch(left) || !isBranch(right)) {
    return [`${path}: ${JSON.stringify(left)}, ${JSON.stringify(right)}`];
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap(key =>
    differingPaths(left[key], right[key], path === '' ? key : `${path}.${key}`),
  );
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
