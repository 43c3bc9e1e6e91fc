import { once } from 'node:events';
import type { LogQuery } from '@one-click/backstage-plugin-one-click-common';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { Response } from 'express';
import type { ContainerRef, WantedContainer } from './ContainerRef';
import { LineCursor } from './LogPosition';
import type { PlacedLine } from './LogPosition';
import { MAX_LINE_BYTES } from './readHistory';

/** A file that editors still open. */
const MAX_FILE_BYTES = 50_000_000;

/** Where a download goes, and when it is given up. */
export interface Download {
  readonly res: Response;
  readonly query: Pick<LogQuery, 'previous' | 'since'>;
  readonly signal: AbortSignal;
}

interface Head {
  readonly ref: ContainerRef;
  readonly lines: AsyncIterator<PlacedLine>;
  line: PlacedLine;
}

/**
 * Writes the logs of containers as one text, merged by time, each line with its
 * moment and where it comes from. Reads no faster than the reader takes.
 */
export async function downloadLogs(
  client: KubeClient,
  containers: readonly WantedContainer[],
  download: Download,
): Promise<void> {
  const { res, signal } = download;
  const heads = await openAll(client, containers, download);
  let bytes = 0;
  for (
    let head = earliest(heads);
    head && !signal.aborted;
    head = earliest(heads)
  ) {
    const { pod, container } = head.ref;
    const text = `${head.line.at} ${pod}/${container} ${head.line.text}\n`;
    bytes += Buffer.byteLength(text);
    if (bytes > MAX_FILE_BYTES) {
      res.write(
        `--- cut after ${MAX_FILE_BYTES} bytes: ask for a shorter time ---\n`,
      );
      break;
    }
    if (!res.write(text)) {
      await once(res, 'drain', { signal });
    }
    await advance(heads, head);
  }
  res.end();
}

async function openAll(
  client: KubeClient,
  containers: readonly WantedContainer[],
  { query, signal, res }: Download,
): Promise<Head[]> {
  const heads: Head[] = [];
  for (const { ref, mode } of containers) {
    if (mode !== 'none') {
      try {
        const lines = readLines(client, ref, { ...query, signal });
        const first = await lines.next();
        if (!first.done) {
          heads.push({ ref, lines, line: first.value });
        }
      } catch (error) {
        // One container that cannot be read keeps nobody from the others.
        signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        res.write(`--- ${ref.pod}/${ref.container}: ${why} ---\n`);
      }
    }
  }
  return heads;
}

async function* readLines(
  client: KubeClient,
  { namespace, pod: name, container }: ContainerRef,
  options: Pick<LogQuery, 'previous' | 'since'> & {
    readonly signal: AbortSignal;
  },
): AsyncGenerator<PlacedLine, undefined> {
  const cursor = new LineCursor();
  const { previous, since, signal } = options;
  for await (const raw of client.logs(
    { namespace, name },
    {
      container,
      previous,
      sinceSeconds: since,
      timestamps: true,
      cutLinesAt: MAX_LINE_BYTES,
      signal,
    },
  )) {
    const line = cursor.take(raw);
    if (line) {
      yield line;
    }
  }
  return undefined;
}

function earliest(heads: readonly Head[]): Head | undefined {
  return heads.reduce<Head | undefined>(
    (first, head) => (!first || head.line.at < first.line.at ? head : first),
    undefined,
  );
}

async function advance(heads: Head[], head: Head): Promise<void> {
  const next = await head.lines.next();
  if (next.done) {
    heads.splice(heads.indexOf(head), 1);
    return;
  }
  head.line = next.value;
}
