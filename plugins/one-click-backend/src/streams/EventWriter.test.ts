import { EventEmitter } from 'node:events';
import type { StreamMessage } from '@one-click/backstage-plugin-one-click-common';
import type { Response } from 'express';
import { ManualClock } from '../../test/ManualClock';
import { EventWriter } from './EventWriter';

/** A response whose reader can be slow. */
class SlowResponse extends EventEmitter {
  isSlow = false;
  isDestroyed = false;
  written = '';

  status() {
    return this;
  }
  set() {
    return this;
  }
  flushHeaders() {}
  write(text: string) {
    this.written += text;
    return !this.isSlow;
  }
  end(text: string) {
    this.written += text;
    this.emit('close');
  }
  destroy() {
    this.isDestroyed = true;
    this.emit('close');
  }

  /** The reader takes all that was written. */
  catchUp() {
    this.isSlow = false;
    this.emit('drain');
  }
}

function aRevisionMessage(number: number, note = ''): StreamMessage {
  return {
    type: 'revision',
    project: 'shop',
    rollout: 'web',
    revision: {
      number,
      note,
      createdAt: '2026-03-04T05:06:07.000Z',
      createdBy: 'ana',
      via: 'edit',
      outcome: 'pending',
      changes: [],
    },
  };
}

describe('writing to a slow reader', () => {
  function open() {
    const res = new SlowResponse();
    const clock = new ManualClock();
    const writer = EventWriter.open({
      res: res as unknown as Response,
      clock,
    });
    return { res, clock, writer };
  }

  it('keeps only the newest message of a key', () => {
    const { res, writer } = open();
    res.isSlow = true;
    writer.send(aRevisionMessage(1), { id: 'e-1', key: 'a' });
    writer.send(aRevisionMessage(2), { id: 'e-2', key: 'a' });
    writer.send(aRevisionMessage(3), { id: 'e-3', key: 'b' });
    writer.send(aRevisionMessage(4), { id: 'e-4', key: 'a' });
    res.catchUp();

    expect(
      [...res.written.matchAll(/^id: (\S+)$/gm)].map(([, id]) => id),
    ).toEqual(['e-1', 'e-3', 'e-4']);
  });

  it('drops all that is too much, and says so', () => {
    const { res, writer } = open();
    res.isSlow = true;
    writer.send(aRevisionMessage(0), { key: 'blocked' });
    const before = res.written.length;
    for (let n = 1; n <= 400; n += 1) {
      writer.send(aRevisionMessage(n, 'x'.repeat(1_000)), { key: `k-${n}` });
    }
    expect(res.written).toHaveLength(before);
    res.catchUp();

    const sent = res.written.slice(before);
    expect(sent.startsWith('event: reset\n')).toBe(true);
    expect(sent.length).toBeLessThan(300_000);
    expect(sent).toContain('"number":400');
  });

  it('gives a slow reader all of a state in place of its changes, as of when it can be sent', () => {
    const { res, writer } = open();
    res.isSlow = true;
    writer.send({ type: 'reset' });
    expect(writer.isBlocked).toBe(true);
    const { length } = res.written;
    let newest = 0;
    const topic = 'map:shop/web';
    const aMap = (whole: boolean): StreamMessage => ({
      type: 'map',
      topic,
      whole,
      nodes: [],
      gone: [`${newest}`],
      hidden: [],
    });
    for (newest = 1; newest <= 10_000; newest += 1) {
      writer.send(aMap(false), { key: topic, whole: () => aMap(true) });
    }
    newest = 42;
    res.catchUp();

    const sent = res.written.slice(length);
    expect(sent.match(/event: /g)).toHaveLength(1);
    expect(sent).toContain('"whole":true,"nodes":[],"gone":["42"]');
  });

  it('cuts a reader that takes nothing for a minute', async () => {
    const { res, clock, writer } = open();
    res.isSlow = true;
    writer.send({ type: 'reset' });
    await clock.advance(60_000);
    expect(res.isDestroyed).toBe(false);
    await clock.advance(15_000);

    expect(res.isDestroyed).toBe(true);
    await writer.closed;
  });

  it('leaves nothing to do once the goodbye has arrived', async () => {
    const { res, clock, writer } = open();
    writer.end('shutdown');
    await writer.closed;
    await clock.advance(60_000);

    expect(res.isDestroyed).toBe(false);
  });

  it('sends nothing after goodbye', () => {
    const { res, writer } = open();
    writer.end('shutdown');
    const { length } = res.written;
    writer.send({ type: 'reset' });
    writer.end('token');

    expect(res.written).toHaveLength(length);
    expect(res.written).toContain('"reason":"shutdown"');
  });
});
