/** Far above etcd's limit for an object; beyond it, it is not the API that speaks. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

const NEWLINE = 0x0a;

export interface LineOptions {
  /** What to do with a last line that has no end: logs keep it, watches cannot use it. */
  readonly tail: 'keep' | 'drop';
}

/**
 * Cuts bytes into lines, without their ends. Decodes whole lines only, so that a
 * character cut in two by the network comes out whole. Throws on a line of more
 * than 32 MiB.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  options: LineOptions,
): AsyncGenerator<string> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end !== -1;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      pieces.push(chunk.subarray(start, end));
      yield decode(pieces);
      pieces = [];
      size = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      pieces.push(chunk.subarray(start));
      size += chunk.length - start;
      assertLineFits(size);
    }
  }
  if (size > 0 && options.tail === 'keep') {
    yield decode(pieces);
  }
}

function decode(pieces: readonly Uint8Array[]): string {
  const [only] = pieces;
  return pieces.length === 1 && only
    ? Buffer.from(only.buffer, only.byteOffset, only.length).toString('utf8')
    : Buffer.concat(pieces).toString('utf8');
}

function assertLineFits(size: number): void {
  if (size > MAX_LINE_BYTES) {
    throw new Error(
      `A line of the answer is longer than ${MAX_LINE_BYTES} bytes: is it the Kubernetes API that answers?`,
    );
  }
}
