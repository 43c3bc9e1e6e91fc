import { getEventListeners } from 'node:events';
import {
  bytes,
  endOfStart,
  event,
  page,
  refusal,
  ScriptedWatch,
  settle,
} from '../../test';
import type { Answer } from '../../test';
import {
  KubeExpiredError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeTooManyRequestsError,
  KubeUnauthorizedError,
  KubeUnavailableError,
} from '../errors';
import { isOlder } from './resourceVersion';

const MINUTE_MS = 60_000;

const times = (count: number, answer: Answer): Answer[] =>
  Array.from({ length: count }, () => answer);

describe('ResourceWatch', () => {
  let scripted: ScriptedWatch;

  afterEach(() => scripted?.watch.stop());

  function watchOn(...answers: readonly Answer[]): ScriptedWatch {
    scripted = new ScriptedWatch({ answers });
    return scripted;
  }

  it('reads events however the network cuts them', async () => {
    const text = `${event('ADDED', 'größe', '1')}${endOfStart()}${event(
      'ADDED',
      'b',
      '11',
    )}`;
    const single = [...Buffer.from(text)].map(byte => Buffer.from([byte]));
    const { log } = watchOn(single);
    await log.endsWith('upsert b');
    expect(log.entries).toEqual(['sync größe', 'upsert b']);
  });

  it('reads an object of 5 MB in small chunks', async () => {
    const name = 'x'.repeat(5 * 1024 * 1024);
    const whole = Buffer.from(event('ADDED', name, '11'));
    const chunks = bytes(endOfStart());
    for (let at = 0; at < whole.length; at += 16 * 1024) {
      chunks.push(whole.subarray(at, at + 16 * 1024));
    }
    const { log } = watchOn(chunks);
    await log.endsWith(`upsert ${name}`);
    expect(log.entries).toHaveLength(2);
  });

  it('counts what happens while the start is still being told', async () => {
    const { log, watch } = watchOn(
      bytes(
        event('ADDED', 'a', '1'),
        event('ADDED', 'b', '2'),
        event('DELETED', 'a', '9'),
        endOfStart(),
      ),
    );
    await watch.synced;
    expect(log.entries).toEqual(['sync b']);
  });

  it('does not resume from a version of the start, which is older than the end of it', async () => {
    watchOn(
      bytes(event('ADDED', 'a', '1')),
      bytes(event('ADDED', 'a', '1'), endOfStart()),
    );
    await scripted.says('sync a');
    expect(scripted.resumedFrom.slice(0, 2)).toEqual([undefined, undefined]);
  });

  it('resumes from a bookmark, so that a quiet kind need not be listed', async () => {
    watchOn(bytes(endOfStart(), event('BOOKMARK', '', '42')));
    await scripted.opens(2);
    expect(scripted.resumedFrom[1]).toBe('42');
    expect(scripted.relists).toBe(0);
  });

  it('starts again after a line it cannot read, and loses nothing', async () => {
    const { log, restarts } = watchOn(
      bytes(endOfStart(), event('ADDED', 'a', '11'), '{"type":"AD\n'),
      bytes(event('ADDED', 'b', '12')),
    );
    await scripted.says('upsert b');
    expect(log.entries).toEqual(['sync', 'upsert a', 'upsert b']);
    expect(scripted.resumedFrom[1]).toBe('11');
    expect(restarts[0]).toBe('malformed');
  });

  it('never resumes from before what it told, when events come twice or late', async () => {
    const { log } = watchOn(
      bytes(
        endOfStart(),
        event('MODIFIED', 'a', '20'),
        event('MODIFIED', 'a', '20'),
        event('MODIFIED', 'a', '15'),
        event('DELETED', 'unknown', '16'),
        event('ADDED', 'a', '17'),
      ),
    );
    await scripted.opens(2);
    expect(log.entries).toEqual([
      'sync',
      'upsert a',
      'upsert a',
      'upsert a',
      'delete unknown',
      'upsert a',
    ]);
    expect(scripted.resumedFrom[1]).toBe('20');
  });

  describe('after a gap', () => {
    it('lists anew when its version is gone', async () => {
      const gone = new KubeExpiredError('too old', { status: 410 });
      watchOn(
        bytes(event('ADDED', 'a', '1'), endOfStart()),
        gone,
        bytes(event('ADDED', 'b', '2'), endOfStart('20')),
      );
      await scripted.says('sync b');
      expect(scripted.resumedFrom.slice(0, 3)).toEqual([
        undefined,
        '10',
        undefined,
      ]);
      expect(scripted.restarts.slice(0, 2)).toEqual(['ended', 'expired']);
      expect(scripted.relists).toBe(1);
    });

    it('does not believe a list that is older than what it told', async () => {
      const { log } = watchOn(
        bytes(endOfStart('100'), event('ADDED', 'new', '101')),
        bytes(refusal(410)),
        bytes(endOfStart('99')),
        bytes(event('ADDED', 'new', '101'), endOfStart('102')),
      );
      await scripted.says('sync new');
      expect(log.entries).toEqual(['sync', 'upsert new', 'sync new']);
      expect(scripted.restarts.slice(0, 3)).toEqual([
        'ended',
        'expired',
        'outdated',
      ]);
    });

    it('believes it the third time: the cluster was restored from a backup', async () => {
      const old = bytes(event('ADDED', 'a', '1'), endOfStart('99'));
      const { log } = watchOn(
        bytes(endOfStart('100')),
        bytes(refusal(410)),
        ...times(3, old),
      );
      await scripted.says('sync a');
      expect(log.entries).toEqual(['sync', 'sync a']);
      await scripted.opens(6);
      expect(scripted.resumedFrom[5]).toBe('99');
    });

    it('doubts its version after three refusals to resume', async () => {
      watchOn(
        bytes(endOfStart()),
        ...times(3, bytes(refusal(500))),
        bytes(event('ADDED', 'a', '1'), endOfStart()),
      );
      await scripted.says('sync a', 500);
      expect(scripted.resumedFrom.slice(0, 5)).toEqual([
        undefined,
        '10',
        '10',
        '10',
        undefined,
      ]);
    });

    it.each([
      ['is overloaded', new KubeTooManyRequestsError('429', { status: 429 })],
      ['is away', new KubeUnavailableError('503', { status: 503 })],
      ['knows us not', new KubeUnauthorizedError('401', { status: 401 })],
      ['forbids it', new KubeForbiddenError('403', { status: 403 })],
    ])('never lists anew because the server %s', async (_, error) => {
      watchOn(bytes(endOfStart()), ...times(10, error));
      await scripted.opens(12, 30_000);
      expect(new Set(scripted.resumedFrom.slice(1))).toEqual(new Set(['10']));
    });
  });

  describe('where the server cannot stream a list', () => {
    const unsupported = new KubeInvalidError('sendInitialEvents', {
      status: 400,
      causes: [],
    });

    it('lists page by page', async () => {
      scripted = new ScriptedWatch({
        answers: [unsupported],
        pages: [
          page(['a'], { resourceVersion: '5', continue: 'next' }),
          page(['b'], { resourceVersion: '5' }),
        ],
      });
      await scripted.says('sync a b');
      await scripted.opens(2);
      expect(scripted.resumedFrom[1]).toBe('5');
    });

    it('lists at one go when the version of its pages is gone', async () => {
      scripted = new ScriptedWatch({
        answers: [unsupported],
        pages: [
          page(['a'], { resourceVersion: '5', continue: 'next' }),
          new KubeExpiredError('too slow', { status: 410 }),
          page(['a', 'b'], { resourceVersion: '7' }),
        ],
      });
      await scripted.says('sync a b');
      const limits = scripted.lists.map(({ query }) => query?.limit);
      expect(limits).toEqual([500, 500, 0]);
    });

    it('sees it by a bookmark that comes before the end of the start', async () => {
      scripted = new ScriptedWatch({
        answers: [bytes(event('ADDED', 'a', '1'), event('BOOKMARK', '', '9'))],
        pages: [page(['a'], { resourceVersion: '9' })],
      });
      await scripted.says('sync a');
      expect(scripted.lists).toHaveLength(1);
    });
  });

  describe('when a server is in trouble', () => {
    it('pauses up to 4 s each time when every stream ends at once', async () => {
      watchOn(...times(1_001, bytes()));
      const pauses: number[] = [];
      for (let opened = 1; opened <= 1_000; opened += 1) {
        await settle();
        const before = scripted.clock.now();
        scripted.clock.advanceToNext();
        pauses.push(scripted.clock.now() - before);
      }
      expect(scripted.requests.length).toBeLessThanOrEqual(1_001);
      expect(pauses.slice(0, 6)).toEqual([200, 400, 800, 1_600, 3_200, 4_000]);
      expect(Math.min(...pauses.slice(6))).toBe(4_000);
    });

    it('keeps nothing of an outage of ten minutes, and is back within 5 s', async () => {
      const away = new KubeUnavailableError('connection refused');
      watchOn(
        bytes(endOfStart()),
        ...times(160, away),
        bytes(event('ADDED', 'a', '11')),
      );
      const start = scripted.clock.now();
      while (scripted.clock.now() - start < 10 * MINUTE_MS) {
        await settle();
        scripted.clock.advanceToNext();
      }
      await settle();
      expect(scripted.requests.length).toBeLessThan(160);
      expect(scripted.clock.pending).toBe(1);
      const { signal } = scripted.requests[0] ?? {};
      expect(signal && getEventListeners(signal, 'abort').length).toBe(2);
      expect(scripted.log.entries).toEqual(['sync', 'stale']);

      const pause = scripted.clock.now();
      scripted.clock.advanceToNext();
      expect(scripted.clock.now() - pause).toBeLessThanOrEqual(5_000);
    });

    it('waits as long as it is asked to', async () => {
      const asks = new KubeTooManyRequestsError('429', {
        status: 429,
        retryAfterMs: 20_000,
      });
      watchOn(asks);
      await settle();
      scripted.clock.advance(19_999);
      await settle();
      expect(scripted.requests).toHaveLength(1);
      scripted.clock.advance(1);
      await settle();
      expect(scripted.requests).toHaveLength(2);
    });
  });

  it('pauses longer and longer for a handler that keeps failing', async () => {
    const answer = bytes(endOfStart(), event('ADDED', 'a', '11'));
    scripted = new ScriptedWatch({
      answers: times(20, answer),
      handlers: {
        onSync: () => {},
        onUpsert: () => {
          throw new Error('not ever');
        },
        onDelete: () => {},
      },
    });
    const pauses: number[] = [];
    for (let failed = 1; failed <= 8; failed += 1) {
      await settle();
      const before = scripted.clock.now();
      scripted.clock.advanceToNext();
      pauses.push(scripted.clock.now() - before);
    }
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauses.at(-1)).toBe(30_000);
    expect(new Set(scripted.restarts)).toEqual(new Set(['handler']));
  });
});

describe('isOlder', () => {
  it.each([
    ['9', '10', true],
    ['10', '9', false],
    ['10', '10', false],
    ['99999999999999999998', '99999999999999999999', true],
    ['', '10', false],
    ['a9', 'b1', false],
  ])('of %j and %j is %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected);
  });
});
