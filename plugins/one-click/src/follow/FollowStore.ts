import { z } from 'zod';

const PREFIX = 'one-click.follow';

const followSchema = z.object({
  revision: z.number(),
  /** When it was saved, in ISO 8601. */
  savedAt: z.string(),
});

/** A revision whose way into the cluster the reader follows. */
export type Follow = z.infer<typeof followSchema>;

/** Names what is followed: by whom and of which rollout. */
export interface FollowKey {
  readonly user: string;
  readonly project: string;
  readonly rollout: string;
}

type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Which revision of each rollout is followed in this browser tab; survives reloads. */
export class FollowStore {
  readonly #storage: SessionStorage;
  readonly #follows = new Map<string, Follow | undefined>();
  readonly #listeners = new Set<() => void>();

  constructor(storage: SessionStorage = window.sessionStorage) {
    this.#storage = storage;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(key: FollowKey): Follow | undefined {
    const id = toId(key);
    if (!this.#follows.has(id)) {
      this.#follows.set(id, this.#read(id));
    }
    return this.#follows.get(id);
  }

  /** Follows a revision from now on, or none. */
  set(key: FollowKey, follow: Follow | undefined): void {
    const id = toId(key);
    this.#follows.set(id, follow);
    try {
      if (follow) {
        this.#storage.setItem(id, JSON.stringify(follow));
      } else {
        this.#storage.removeItem(id);
      }
    } catch {
      // A full or forbidden storage costs only the survival of a reload.
    }
    this.#listeners.forEach(listener => listener());
  }

  #read(id: string): Follow | undefined {
    try {
      const text = this.#storage.getItem(id);
      return text === null ? undefined : followSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}

function toId({ user, project, rollout }: FollowKey): string {
  return `${PREFIX}:${user}:${project}/${rollout}`;
}
