/** Far above etcd's limit for an object; beyond it, it is not the API that speaks. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

const NEWLINE = 0x0a;

export interface LineOptions {
  /** What to do with a last line that has no end: logs keep it, watches cannot use it. */
  readonly tail: 'keep' | 'drop';
  /** Bytes of a line that are kept; the line then says how many were left out. Absent, a line of more than 32 MiB is an error. */
  readonly cutAt?: number | undefined;
}

/** The bytes of the line that is being read. */
class Line {
  readonly #cutAt: number | undefined;
  #pieces: Uint8Array[] = [];
  #kept = 0;
  #size = 0;

  constructor(cutAt: number | undefined) {
    this.#cutAt = cutAt;
  }

  /** Bytes so far, those left out included. */
  get size(): number {
    return this.#size;
  }

  add(piece: Uint8Array): void {
    this.#size += piece.length;
    if (this.#cutAt === undefined) {
      assertLineFits(this.#size);
    }
    const room = (this.#cutAt ?? Infinity) - this.#kept;
    if (room > 0 && piece.length > 0) {
      const kept = piece.length > room ? piece.subarray(0, room) : piece;
      this.#pieces.push(kept);
      this.#kept += kept.length;
    }
  }

  /** The line, and an empty one in its place. */
  take(): string {
    const leftOut = this.#size - this.#kept;
    const text =
      leftOut > 0
        ? `${decodeWhole(this.#pieces)}…[+${leftOut} bytes]`
        : decode(this.#pieces);
    this.#pieces = [];
    this.#kept = 0;
    this.#size = 0;
    return text;
  }
}

function decode(pieces: readonly Uint8Array[]): string {
  const [only] = pieces;
  return pieces.length === 1 && only
    ? Buffer.from(only.buffer, only.byteOffset, only.length).toString('utf8')
    : Buffer.concat(pieces).toString('utf8');
}

/** A decoder that is told of more to come keeps the half of a character back. */
function decodeWhole(pieces: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(pieces), { stream: true });
}

function assertLineFits(size: number): void {
  if (size > MAX_LINE_BYTES) {
    throw new Error(
      `A line of the answer is longer than ${MAX_LINE_BYTES} bytes: is it the Kubernetes API that answers?`,
    );
  }
}

/**
 * Cuts bytes into lines, without their ends. Decodes whole lines only, so that a
 * character cut in two by the network comes out whole.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  options: LineOptions,
): AsyncGenerator<string> {
  const line = new Line(options.cutAt);
  for await (const chunk of chunks) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end !== -1;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      line.add(chunk.subarray(start, end));
      yield line.take();
      start = end + 1;
    }
    if (start < chunk.length) {
      line.add(chunk.subarray(start));
    }
  }
  if (line.size > 0 && options.tail === 'keep') {
    yield line.take();
  }
}
