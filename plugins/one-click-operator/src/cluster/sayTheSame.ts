import { isDeepStrictEqual } from 'node:util';
import type { Stored } from '../engine/store';

function withoutVersion(object: Stored): object {
  return { ...object, metadata: { ...object.metadata, resourceVersion: '' } };
}

/** Whether two versions of an object differ in nothing that was kept of them. */
export function sayTheSame(left: Stored, right: Stored): boolean {
  return isDeepStrictEqual(withoutVersion(left), withoutVersion(right));
}
