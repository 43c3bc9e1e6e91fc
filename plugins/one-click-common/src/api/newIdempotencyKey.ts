/**
 * A key for one change, of 128 random bits in hex: retries send it again.
 * `crypto.randomUUID` would fail in pages served over plain http.
 */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
