import { EventEmitter } from 'node:events';
import { listenForStop } from './listenForStop';

function aProcess() {
  const signals = new EventEmitter();
  const input = new EventEmitter();
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

  it('takes the end of its input for being asked, yet never for a second time', () => {
    const { signals, input, exits, exit } = aProcess();
    const stop = listenForStop({ signals, input, exit });

    input.emit('end');
    expect(stop.reason).toBe('end of input');

    const later = aProcess();
    listenForStop({ ...later });
    later.signals.emit('SIGTERM');
    later.input.emit('end');
    expect([...exits, ...later.exits]).toEqual([]);
  });
});
