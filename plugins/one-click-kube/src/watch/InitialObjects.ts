import type { KubeObject } from '../client/Resource';
import type { WatchEvent } from './events';

/** Gathers the objects there are at the start of a watch that lists first. */
export class InitialObjects<T extends KubeObject, U> {
  readonly #project: (object: T) => U;
  readonly #objects = new Map<string, U>();

  constructor(project: (object: T) => U) {
    this.#project = project;
  }

  /** Real events may come between the initial ones. */
  take(event: Exclude<WatchEvent<T>, { type: 'bookmark' }>): void {
    const { namespace = '', name = '' } = event.object.metadata ?? {};
    const key = `${namespace}/${name}`;
    if (event.type === 'delete') {
      this.#objects.delete(key);
      return;
    }
    this.#objects.set(key, this.#project(event.object));
  }

  all(): readonly U[] {
    return [...this.#objects.values()];
  }
}
