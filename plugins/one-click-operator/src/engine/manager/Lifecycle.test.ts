import { ManualClock, settle } from '../../../test/ManualClock';
import { answerProbe } from '../health';
import { NotLeaderError } from '../lease';
import { Lifecycle } from './Lifecycle';
import type { Ending, LifecycleOptions, ProbeChecks } from './Lifecycle';

/** A promise with its ends outside. */
function aPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

/** A program whose parts note in which order they are called. */
class Program {
  readonly clock = new ManualClock();
  readonly calls: string[] = [];
  readonly synced = aPromise<void>();
  readonly acquired = aPromise<boolean>();
  readonly lost = aPromise<NotLeaderError>();
  readonly hopeless = aPromise<string>();
  readonly drained = aPromise<void>();
  readonly flushed = aPromise<void>();
  readonly released = aPromise<void>();
  readonly stop = new AbortController();
  missing: readonly string[] = [];
  checks: ProbeChecks = { live: {}, ready: {} };
  silentMs = 0;
  readonly lifecycle: Lifecycle;
  ending: Ending | Error | undefined;

  constructor(options: Partial<LifecycleOptions> = {}) {
    const note = (call: string) => {
      this.calls.push(call);
    };
    const silentMs = () => this.silentMs;
    this.lifecycle = new Lifecycle({
      endpoints: checks => {
        this.checks = checks;
        return {
          start: async () => note('serve'),
          stop: async () => note('stop serving'),
        };
      },
      caches: {
        start: () => {
          note('watch');
          return this.synced.promise;
        },
        missing: () => this.missing,
        stop: async () => note('stop watching'),
      },
      election: {
        start: () => note('elect'),
        stop: () => {
          note('release');
          return this.released.promise;
        },
        acquired: this.acquired.promise,
        lost: this.lost.promise,
        get silentMs() {
          return silentMs();
        },
      },
      hopeless: this.hopeless.promise,
      workers: {
        start: () => note('work'),
        stop: ({ drainMs }) => {
          note(drainMs > 0 ? 'drain' : 'drop');
          return this.drained.promise;
        },
      },
      flushEvents: () => {
        note('flush');
        return this.flushed.promise;
      },
      clock: this.clock,
      log: { info: () => undefined, error: () => undefined },
      ...options,
    });
  }

  async run(): Promise<void> {
    this.lifecycle.run(this.stop.signal).then(
      ending => {
        this.ending = ending;
      },
      error => {
        this.ending = error;
      },
    );
    await settle();
  }

  async lead(): Promise<void> {
    await this.run();
    this.synced.resolve();
    await settle();
    this.acquired.resolve(true);
    await settle();
  }

  async askToEnd(): Promise<void> {
    this.stop.abort('SIGTERM');
    await settle();
  }

  get isReady(): boolean {
    return answerProbe(this.checks.ready).status === 200;
  }

  get isLive(): boolean {
    return answerProbe(this.checks.live).status === 200;
  }
}

describe('Lifecycle', () => {
  let program: Program;

  beforeEach(() => {
    program = new Program();
  });

  describe('on its way up', () => {
    it('serves, watches, competes and works, each only after what it needs', async () => {
      await program.run();
      expect(program.calls).toEqual(['serve', 'watch']);

      program.synced.resolve();
      await settle();
      expect(program.calls).toEqual(['serve', 'watch', 'elect']);
      expect(program.lifecycle.phase).toBe('standby');

      program.acquired.resolve(true);
      await settle();
      expect(program.calls).toEqual(['serve', 'watch', 'elect', 'work']);
      expect(program.lifecycle.phase).toBe('leading');
    });

    it('is ready once it knows everything, on a standby too, and no sooner', async () => {
      program.missing = ['May not list secrets'];
      await program.run();
      expect(program.isReady).toBe(false);
      expect(answerProbe(program.checks.ready).body).toContain(
        'May not list secrets',
      );

      program.synced.resolve();
      await settle();
      expect(program.isReady).toBe(true);
    });

    it('works without a lease where there is to be none', async () => {
      program = new Program({ election: undefined });
      await program.run();
      program.synced.resolve();
      await settle();

      expect(program.calls).toEqual(['serve', 'watch', 'work']);
    });

    it('gives up after two minutes without a whole picture, and names what is missing', async () => {
      program.missing = [
        "May not watch secrets: grant 'watch'",
        'No kind Rollout',
      ];
      await program.run();

      await program.clock.advance(119_999);
      expect(program.ending).toBeUndefined();
      await program.clock.advance(1);

      expect(program.ending).toEqual({
        code: 1,
        reason: "May not watch secrets: grant 'watch'; No kind Rollout",
      });
    });

    it('gives up where there is no hope for a lease', async () => {
      await program.run();
      program.synced.resolve();
      await settle();

      program.hopeless.resolve('This account may not create leases');
      await settle();

      expect(program.ending).toEqual({
        code: 1,
        reason: 'This account may not create leases',
      });
    });

    it('fails as a whole where a port cannot be had', async () => {
      program = new Program({
        endpoints: () => ({
          start: () => Promise.reject(new Error('Cannot listen on port 8081')),
          stop: async () => undefined,
        }),
      });

      await program.run();

      expect(String(program.ending)).toContain('Cannot listen on port 8081');
      expect(program.calls).toEqual([]);
    });
  });

  describe('when it is asked to end', () => {
    it('is ready no more, drains, flushes, lets go of the lease and exits with 0', async () => {
      await program.lead();
      program.calls.length = 0;

      await program.askToEnd();
      expect(program.isReady).toBe(false);
      expect(program.isLive).toBe(true);
      expect(program.calls).toEqual(['drain']);

      program.drained.resolve();
      await settle();
      expect(program.calls).toEqual(['drain', 'flush']);

      program.flushed.resolve();
      await settle();
      expect(program.calls).toEqual(['drain', 'flush', 'release']);

      program.released.resolve();
      await settle();
      expect(program.calls).toEqual([
        'drain',
        'flush',
        'release',
        'stop watching',
        'stop serving',
      ]);
      expect(program.ending).toMatchObject({ code: 0 });
    });

    it('ends within eight seconds, whatever hangs', async () => {
      await program.lead();
      await program.askToEnd();

      await program.clock.advance(7_999);
      expect(program.ending).toBeUndefined();
      await program.clock.advance(1);

      expect(program.ending).toEqual({
        code: 1,
        reason: 'It did not end within 8 s',
      });
    });

    it.each([
      { when: 'during the initial list', lead: false, sync: false },
      { when: 'before leadership', lead: false, sync: true },
    ])('ends at once $when, with nothing to drain', async ({ sync }) => {
      await program.run();
      if (sync) {
        program.synced.resolve();
        await settle();
      }
      program.calls.length = 0;
      program.released.resolve();

      await program.askToEnd();

      expect(program.calls).toEqual([
        'release',
        'stop watching',
        'stop serving',
      ]);
      expect(program.ending).toMatchObject({ code: 0 });
    });

    it('begins no work when the lease comes while it ends', async () => {
      await program.run();
      program.synced.resolve();
      await settle();

      await program.askToEnd();
      program.acquired.resolve(true);
      await settle();

      expect(program.calls).not.toContain('work');
      expect(program.lifecycle.phase).toBe('stopping');
    });

    it('ends even before it began', async () => {
      program.stop.abort('SIGTERM');
      program.released.resolve();

      await program.run();

      expect(program.ending).toMatchObject({ code: 0 });
    });
  });

  it('ends at once with 1 when it loses its lease, and writes nothing more', async () => {
    await program.lead();
    program.calls.length = 0;

    program.lost.resolve(new NotLeaderError('Its lease was stolen'));
    await settle();

    expect(program.ending).toEqual({ code: 1, reason: 'Its lease was stolen' });
    expect(program.calls).toEqual(['drop']);
    expect(program.isReady).toBe(false);
  });

  describe('is taken for dead', () => {
    it('when the loop of the lease has not moved for longer than the deadline', async () => {
      await program.lead();
      expect(program.isLive).toBe(true);

      program.silentMs = 11_000;

      expect(program.isLive).toBe(false);
    });

    it('when the event loop has not come round', async () => {
      await program.lead();

      program.clock.block(11_000);

      expect(program.isLive).toBe(false);
    });
  });
});
