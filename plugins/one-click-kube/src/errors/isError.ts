/**
 * Whether a thrown value is an error. Goes by its shape: those of Node itself
 * are of another class where code runs in a context of its own, as in jest.
 */
export function isError(value: unknown): value is Error {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
