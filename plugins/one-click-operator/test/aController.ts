import { Controller } from '../src/engine/controller';
import type {
  ControllerEvents,
  ControllerOptions,
  Reconcile,
} from '../src/engine/controller';
import { WorkQueue } from '../src/engine/queue';
import { ManualClock, settle } from './ManualClock';

/** What a controller told, in order. */
export type Told = {
  [Name in keyof ControllerEvents]: { name: Name } & ControllerEvents[Name];
}[keyof ControllerEvents];

/** A reconcile whose runs end when the test says so. */
export class Looks {
  readonly begun: string[] = [];
  readonly signals = new Map<string, AbortSignal>();
  /** The most that ran at the same time, and the most of one key. */
  most = 0;
  mostOfOne = 0;
  readonly #running = new Map<string, (() => void)[]>();

  readonly reconcile: Reconcile = async (key, signal) => {
    this.begun.push(key);
    this.signals.set(key, signal);
    await new Promise<void>(resolve => {
      const ends = [...(this.#running.get(key) ?? []), resolve];
      this.#running.set(key, ends);
      const all = [...this.#running.values()].map(({ length }) => length);
      this.most = Math.max(
        this.most,
        all.reduce((sum, count) => sum + count, 0),
      );
      this.mostOfOne = Math.max(this.mostOfOne, ...all);
    });
    return undefined;
  };

  get running(): string[] {
    return [...this.#running.keys()];
  }

  async end(key: string): Promise<void> {
    this.#running.get(key)?.forEach(resolve => resolve());
    this.#running.delete(key);
    await settle();
  }
}

/** A controller on a clock that stands still, with all that it tells. */
export function aController(
  reconcile: Reconcile,
  options: Partial<ControllerOptions> = {},
) {
  const clock = new ManualClock();
  const queue = new WorkQueue({ clock, jitter: 0 });
  const told: Told[] = [];
  const tell =
    <Name extends keyof ControllerEvents>(name: Name) =>
    (facts: ControllerEvents[Name]) => {
      told.push({ name, ...facts } as Told);
    };
  const controller = new Controller({
    queue,
    reconcile,
    clock,
    workers: 2,
    observers: [
      {
        reconciled: tell('reconciled'),
        failed: tell('failed'),
        panicked: tell('panicked'),
        timedOut: tell('timedOut'),
        abandoned: tell('abandoned'),
      },
    ],
    ...options,
  });
  return { clock, queue, controller, told };
}

/** What was told, without the facts. */
export function names(told: readonly Told[]): string[] {
  return told.map(({ name }) => name);
}
