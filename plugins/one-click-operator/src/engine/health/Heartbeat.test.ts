import { ManualClock } from '../../../test/ManualClock';
import { Heartbeat } from './Heartbeat';

describe('Heartbeat', () => {
  it('is never silent for long while the event loop comes round', async () => {
    const clock = new ManualClock();
    const heartbeat = new Heartbeat(clock);
    heartbeat.start();

    await clock.advance(60_500);

    expect(heartbeat.silentMs).toBe(500);
  });

  it('is silent while the event loop does not', () => {
    const clock = new ManualClock();
    const heartbeat = new Heartbeat(clock);
    heartbeat.start();

    clock.block(12_000);

    expect(heartbeat.silentMs).toBe(12_000);
  });

  it('leaves nothing behind when it stops', () => {
    const clock = new ManualClock();
    const heartbeat = new Heartbeat(clock);
    heartbeat.start();
    heartbeat.stop();

    expect(clock.pending).toBe(0);
    clock.block(60_000);
    expect(heartbeat.silentMs).toBe(0);
  });
});
