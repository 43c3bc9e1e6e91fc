import { ManualClock } from '../../test/ManualClock';
import { LINGER_MS, MAX_IDLE, SharedPool } from './SharedPool';

describe('a pool of shared things', () => {
  function setUp() {
    const clock = new ManualClock();
    const log: string[] = [];
    const pool = new SharedPool({
      clock,
      nameOf: (key: string) => key,
      create(key) {
        log.push(`open ${key}`);
        return { close: () => log.push(`close ${key}`) };
      },
    });
    return { clock, log, pool };
  }

  it('makes a thing once, however many use it', () => {
    const { log, pool } = setUp();
    const leases = Array.from({ length: 200 }, () => pool.acquire('a'));

    expect(new Set(leases.map(({ value }) => value)).size).toBe(1);
    expect(log).toEqual(['open a']);
  });

  it('closes it a minute after the last use, and not before', async () => {
    const { clock, log, pool } = setUp();
    const [one, other] = [pool.acquire('a'), pool.acquire('a')];
    one.release();
    one.release();
    await clock.advance(LINGER_MS * 2);
    expect(pool.size).toBe(1);

    other.release();
    await clock.advance(LINGER_MS - 1);
    expect(log).toEqual(['open a']);
    await clock.advance(1);
    expect(log).toEqual(['open a', 'close a']);
    expect(pool.size).toBe(0);
  });

  it('keeps it for whoever comes back in time', async () => {
    const { clock, log, pool } = setUp();
    pool.acquire('a').release();
    await clock.advance(LINGER_MS - 1);
    pool.acquire('a');
    await clock.advance(LINGER_MS * 2);

    expect(log).toEqual(['open a']);
  });

  it('leaves no more behind than people do, whoever reads how much', () => {
    const { log, pool } = setUp();
    const used = pool.acquire('used');
    for (let n = 0; n < 500; n += 1) {
      pool.acquire(`${n}`).release();
    }

    expect(pool.size).toBe(MAX_IDLE + 1);
    expect(log).toContain('close 0');
    expect(log).not.toContain('close 499');
    used.release();
    expect(pool.size).toBe(MAX_IDLE);
  });

  it('closes everything when it is closed', async () => {
    const { clock, log, pool } = setUp();
    pool.acquire('a');
    pool.acquire('b').release();
    pool.close();
    await clock.advance(LINGER_MS * 2);

    expect(log).toEqual(['open a', 'open b', 'close a', 'close b']);
  });
});
