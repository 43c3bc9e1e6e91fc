import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { ManualClock, settle } from '../../test/ManualClock';
import type { openListener } from './openListener';
import {
  ECHO_EVERY_MS,
  ECHO_WITHIN_MS,
  PostgresReplicaBus,
} from './PostgresReplicaBus';

type Handlers = Parameters<typeof openListener>[2];

describe('the bus between replicas', () => {
  function setUp() {
    const clock = new ManualClock();
    const told: string[] = [];
    const listeners: Handlers[] = [];
    let isDeaf = false;
    const knex = {
      async raw(_sql: string, [, text = '']: readonly string[]) {
        told.push(text);
        if (!isDeaf) {
          listeners.at(-1)?.onMessage(text);
        }
      },
    } as unknown as Knex;
    const bus = new PostgresReplicaBus({
      knex,
      processId: 'me',
      clock,
      logger: mockServices.logger.mock(),
      async listen(_knex, _channel, handlers) {
        listeners.push(handlers);
        return { close: async () => {} };
      },
    });
    const heard: unknown[] = [];
    let gaps = 0;
    bus.start({
      onMessage: message => heard.push(message),
      onGap: () => {
        gaps += 1;
      },
    });
    return {
      bus,
      clock,
      heard,
      listeners,
      told,
      gaps: () => gaps,
      turnDeaf: (value: boolean) => {
        isDeaf = value;
      },
    };
  }

  it('hears others, and not itself', async () => {
    const { bus, heard, listeners } = setUp();
    await settle();
    bus.send({ type: 'roles', projectId: 'p' });
    const message = { type: 'roles', projectId: 'q' };
    listeners[0]?.onMessage(JSON.stringify({ from: 'you', message }));
    await settle();

    expect(bus.state).toBe('ok');
    expect(heard).toEqual([message]);
  });

  it('tells a storm in messages that PostgreSQL takes', async () => {
    const { bus, told } = setUp();
    await settle();
    told.length = 0;
    const id = '12345678-1234-1234-1234-123456789012';
    bus.send({
      type: 'rollouts',
      rollouts: Array.from({ length: 500 }, (_, n) => [id, [n, n + 1]]),
    });
    await settle();

    expect(told).toHaveLength(10);
    expect(Math.max(...told.map(text => text.length))).toBeLessThan(8_000);
  });

  it('notices that it hears nothing, says so, and starts anew', async () => {
    const { bus, clock, gaps, listeners, turnDeaf } = setUp();
    await settle();
    turnDeaf(true);
    await clock.advance(ECHO_EVERY_MS + ECHO_WITHIN_MS);
    expect(bus.state).toBe('down');
    expect(gaps()).toBe(1);

    turnDeaf(false);
    await clock.advance(60_000);
    expect(bus.state).toBe('ok');
    expect(listeners.length).toBeGreaterThan(1);
    expect(gaps()).toBe(2);
  });

  it('has viewers read again now and then for as long as it is deaf', async () => {
    const { clock, gaps, turnDeaf } = setUp();
    await settle();
    turnDeaf(true);
    await clock.advance(180_000);

    expect(gaps()).toBeGreaterThan(5);
  });

  it('takes a message of a newer version for a gap', async () => {
    const { gaps, listeners } = setUp();
    await settle();
    listeners[0]?.onMessage('{"from":"you","message":{"type":"new"}}');

    expect(gaps()).toBe(1);
  });

  it('is quiet once it is stopped', async () => {
    const { bus, clock, told } = setUp();
    await settle();
    await bus.stop();
    told.length = 0;
    await clock.advance(300_000);

    expect(told).toEqual([]);
  });
});
