import { ManualClock } from '../../test';
import { InactivityGuard } from './InactivityGuard';

async function* quiet(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('x');
  await new Promise(() => {});
}

describe('InactivityGuard', () => {
  function aGuard() {
    const clock = new ManualClock();
    const state = { silent: false };
    const guard = new InactivityGuard({
      clock,
      limitMs: 100,
      onSilence: () => {
        state.silent = true;
      },
    });
    return { clock, guard, state };
  }

  it('calls back after the limit, not before', () => {
    const { clock, state } = aGuard();
    clock.advance(99);
    expect(state.silent).toBe(false);
    clock.advance(1);
    expect(state.silent).toBe(true);
  });

  it('counts from the last chunk', async () => {
    const { clock, guard, state } = aGuard();
    const chunks = guard.watchOver(quiet());
    clock.advance(60);
    await chunks.next();
    void chunks.next();
    await new Promise(setImmediate);
    clock.advance(99);
    expect(state.silent).toBe(false);
    clock.advance(1);
    expect(state.silent).toBe(true);
  });

  it('does not blame the stream while its reader is busy', async () => {
    const { clock, guard, state } = aGuard();
    const chunks = guard.watchOver(quiet());
    await chunks.next();
    clock.advance(1_000);
    expect(state.silent).toBe(false);

    void chunks.next();
    await new Promise(setImmediate);
    clock.advance(199);
    expect(state.silent).toBe(true);
  });

  it('is quiet once it is stopped', () => {
    const { clock, guard, state } = aGuard();
    guard.stop();
    clock.advance(1_000);
    expect(state.silent).toBe(false);
    expect(clock.pending).toBe(0);
  });
});
