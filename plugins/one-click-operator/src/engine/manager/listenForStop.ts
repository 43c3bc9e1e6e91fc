import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** Who asks a program to end, and what ends it at once. */
export interface StopSources {
  /** Emits `SIGTERM` and `SIGINT`. */
  readonly signals: EventEmitter;
  /** Its end asks as well: whoever started the program is then gone. */
  readonly input?: Readable | undefined;
  readonly exit: (code: number) => void;
}

/** Gives a signal that aborts when the program is asked to end, with by what. Asked again, it ends at once. */
export function listenForStop(sources: StopSources): AbortSignal {
  const { signals, input, exit } = sources;
  const controller = new AbortController();
  const ask = (reason: string) => {
    if (controller.signal.aborted) {
      exit(1);
      return;
    }
    controller.abort(reason);
  };
  for (const name of ['SIGTERM', 'SIGINT']) {
    signals.on(name, () => ask(name));
  }
  input?.once('end', () => {
    if (!controller.signal.aborted) {
      ask('end of input');
    }
  });
  // A stream that nobody reads from never says that it is over.
  input?.resume();
  return controller.signal;
}
