import { types } from 'node:util';

/** Whether an error is one of the system's with the given code. */
export function isErrorCode(error: unknown, code: string): boolean {
  // Under jest the system's errors are of another realm, so `instanceof` fails.
  return types.isNativeError(error) && 'code' in error && error.code === code;
}
