import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { settle } from '../../../test/ManualClock';
import { listenForStop } from './listenForStop';

function aProcess() {
  const signals = new EventEmitter();
  const input = new PassThrough();
  const exits: number[] = [];
  const exit = (code: number) => exits.push(code);
  return { signals, input, exits, exit };
}

describe('listenForStop', () => {
  it.each(['SIGTERM', 'SIGINT'])('takes %s for being asked', name => {
    const { signals, exits, exit } = aProcess();
    const stop = listenForStop({ signals, exit });
    expect(stop.aborted).toBe(false);

    signals.emit(name);

    expect(stop.reason).toBe(name);
    expect(exits).toEqual([]);
  });

  it('exits at once when asked for a second time', () => {
    const { signals, exits, exit } = aProcess();
    listenForStop({ signals, exit });

    signals.emit('SIGTERM');
    signals.emit('SIGTERM');

    expect(exits).toEqual([1]);
  });

  it('takes the end of its input for being asked', async () => {
    const { signals, input, exits, exit } = aProcess();
    const stop = listenForStop({ signals, input, exit });
    expect(stop.aborted).toBe(false);

    input.end('whatever is said before');
    await settle();

    expect(stop.reason).toBe('end of input');
    expect(exits).toEqual([]);
  });

  it('never takes the end of its input for being asked a second time', async () => {
    const { signals, input, exits, exit } = aProcess();
    listenForStop({ signals, input, exit });

    signals.emit('SIGTERM');
    input.end();
    await settle();

    expect(exits).toEqual([]);
  });
});
