import type { IncomingMessage } from 'node:http';

/** Payloads of registries are a few kilobytes. */
const MAX_BYTES = 256 * 1024;

/** A body as it came, for its signature; `undefined` for one that is larger than any sender's. */
export async function readRawBody(
  request: IncomingMessage,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) {
      chunks.push(chunk);
    }
    // What is too large is read on, and forgotten: the answer comes after it.
  }
  return bytes <= MAX_BYTES ? Buffer.concat(chunks) : undefined;
}
