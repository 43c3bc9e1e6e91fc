import { waitFor } from '@one-click/devcluster';
import { ManualClock, WatchLog } from '../../test';
import { resources } from '../client';
import type { KubeRequest, KubeStream } from '../transport';
import { ResourceWatch } from './ResourceWatch';

const event = (type: string, name: string, version: string) =>
  `${JSON.stringify({
    type,
    object: { metadata: { name, resourceVersion: version } },
  })}\n`;

const endOfStart = `${JSON.stringify({
  type: 'BOOKMARK',
  object: {
    metadata: {
      resourceVersion: '10',
      annotations: { 'k8s.io/initial-events-end': 'true' },
    },
  },
})}\n`;

/** Plays answers one after another, and then falls silent. */
function aWatchOn(...answers: readonly (readonly Buffer[])[]) {
  const clock = new ManualClock();
  const requests: KubeRequest[] = [];
  const log = new WatchLog();
  const watch = new ResourceWatch(
    resources.configMaps,
    { handlers: log },
    {
      clock,
      random: () => 0,
      sender: {
        send: async () => {
          throw new Error('Nobody should list');
        },
      },
      opener: {
        openStream: async request => {
          requests.push(request);
          return play(answers[requests.length - 1], request.signal);
        },
      },
    },
  );
  return { clock, log, requests, watch };
}

function play(
  answer: readonly Buffer[] | undefined,
  signal: AbortSignal | undefined,
): KubeStream {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (answer) {
      yield* answer;
      return;
    }
    await new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  }
  return { chunks: chunks(), lastHeardAt: () => 0, close: () => {} };
}

const bytes = (...texts: readonly string[]) =>
  texts.map(text => Buffer.from(text));

describe('ResourceWatch', () => {
  it('reads events however the network cuts them', async () => {
    const text = `${event('ADDED', 'größe', '1')}${endOfStart}${event(
      'ADDED',
      'b',
      '11',
    )}`;
    const single = [...Buffer.from(text)].map(byte => Buffer.from([byte]));
    const { log, watch } = aWatchOn(single);
    await log.endsWith('upsert b');
    expect(log.entries).toEqual(['sync größe', 'upsert b']);
    await watch.stop();
  });

  it('counts what happens while the start is still being told', async () => {
    const { log, watch } = aWatchOn(
      bytes(
        event('ADDED', 'a', '1'),
        event('ADDED', 'b', '2'),
        event('DELETED', 'a', '9'),
        endOfStart,
      ),
    );
    await watch.synced;
    expect(log.entries).toEqual(['sync b']);
    await watch.stop();
  });

  it('does not resume from a version of the start, which is older than the end of it', async () => {
    const { clock, log, requests, watch } = aWatchOn(
      bytes(event('ADDED', 'a', '1')),
      bytes(event('ADDED', 'a', '1'), endOfStart),
    );
    await log.endsWith('sync a', () => clock.advance(100));
    expect(requests.map(({ query }) => query?.resourceVersion)).toEqual([
      undefined,
      undefined,
    ]);
    await watch.stop();
  });

  it('resumes from a bookmark', async () => {
    const bookmark = event('BOOKMARK', '', '42');
    const { clock, requests, watch } = aWatchOn(bytes(endOfStart, bookmark));
    await waitFor(
      () => {
        clock.advance(100);
        return requests.length === 2;
      },
      { what: 'the second request', timeoutMs: 10_000 },
    );
    expect(requests[1]?.query?.resourceVersion).toBe('42');
    await watch.stop();
  });

  it('starts again after a line it cannot read, and loses nothing', async () => {
    const { clock, log, requests, watch } = aWatchOn(
      bytes(endOfStart, event('ADDED', 'a', '11'), '{"type":"AD\n'),
      bytes(event('ADDED', 'b', '12')),
    );
    await log.endsWith('upsert b', () => clock.advance(100));
    expect(log.entries).toEqual(['sync', 'upsert a', 'upsert b']);
    expect(requests[1]?.query?.resourceVersion).toBe('11');
    await watch.stop();
  });

  it('doubts its version after three refusals to resume', async () => {
    const refusal = bytes('{"type":"ERROR","object":{"code":500}}\n');
    const { clock, log, requests, watch } = aWatchOn(
      bytes(endOfStart),
      refusal,
      refusal,
      refusal,
      bytes(event('ADDED', 'a', '1'), endOfStart),
    );
    await log.endsWith('sync a', () => clock.advance(500));
    expect(
      requests.slice(0, 5).map(({ query }) => query?.resourceVersion),
    ).toEqual([undefined, '10', '10', '10', undefined]);
    await watch.stop();
  });
});
