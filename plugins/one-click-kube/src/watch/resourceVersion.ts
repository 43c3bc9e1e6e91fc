const DIGITS = /^(?:0|[1-9]\d*)$/;

/**
 * Whether a resource version is older than another. Kubernetes promises that
 * they are integers that grow; where one is not, nothing is called older.
 */
export function isOlder(version: string, than: string): boolean {
  if (!DIGITS.test(version) || !DIGITS.test(than)) {
    return false;
  }
  // They may be longer than a number is exact.
  return version.length === than.length
    ? version < than
    : version.length < than.length;
}
