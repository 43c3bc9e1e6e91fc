import { createHash, createHmac } from 'node:crypto';

function encode(entries: readonly (readonly [string, string])[]): string {
  // JSON keeps the border between name and value; sorted, since order means nothing in a Secret.
  return JSON.stringify(
    [...entries].sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/**
 * Says whether named values changed, without telling them: 64 hexadecimal
 * digits, the same for any order. The key, such as a uid, keeps equal values
 * of two owners apart.
 */
export function keyedChecksum(
  key: string,
  entries: readonly (readonly [string, string])[],
): string {
  return createHmac('sha256', key).update(encode(entries)).digest('hex');
}

/** Eight hexadecimal digits that tell one text from another within one object. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
