/** Somebody who hears of events, each with its facts; of those that it has no method for it does not. */
export type Observer<Events> = {
  readonly [Name in keyof Events]?: (facts: Events[Name]) => void;
};

/** Tells all of them. One that throws costs nobody anything: what is counted must not stop what counts. */
export class Observers<Events> {
  readonly #all: readonly Observer<Events>[];

  constructor(all: readonly Observer<Events>[] = []) {
    this.#all = all;
  }

  tell<Name extends keyof Events>(name: Name, facts: Events[Name]): void {
    for (const observer of this.#all) {
      try {
        observer[name]?.(facts);
      } catch {
        // Told on purpose to nobody: whoever would hear of it is who failed.
      }
    }
  }
}
