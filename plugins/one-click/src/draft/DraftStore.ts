import { z } from 'zod';
import { specSchema } from '@one-click/backstage-plugin-one-click-common';
import { isPristine } from './Draft';
import type { Draft } from './Draft';

const PREFIX = 'one-click.draft';

const storedDraft = z.object({
  base: z.object({ revision: z.number(), spec: specSchema }),
  spec: specSchema,
  texts: z.record(z.string(), z.string()),
  editedAt: z.string(),
});

/** Names a draft: whose it is and of which rollout. */
export interface DraftKey {
  readonly user: string;
  readonly project: string;
  readonly rollout: string;
}

export interface DraftStoreOptions {
  /** Where drafts survive a reload; the tab's session storage by default. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/**
 * The drafts of this browser tab, at most one a rollout. They survive reloads
 * and signing in again; another tab has its own.
 */
export class DraftStore {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly #drafts = new Map<string, Draft | undefined>();
  readonly #restored = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(options: DraftStoreOptions = {}) {
    this.#storage = options.storage ?? window.sessionStorage;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The draft of a rollout, if it has one; the same object until it changes. */
  get(key: DraftKey): Draft | undefined {
    const id = toId(key);
    if (!this.#drafts.has(id)) {
      const draft = this.#read(id);
      this.#drafts.set(id, draft);
      if (draft) {
        this.#restored.add(id);
      }
    }
    return this.#drafts.get(id);
  }

  /** Whether any draft would be lost with this tab. */
  hasAny(): boolean {
    return [...this.#drafts.values()].some(draft => draft !== undefined);
  }

  /** Whether the draft was found after a reload and not edited since. */
  wasRestored(key: DraftKey): boolean {
    return this.#restored.has(toId(key));
  }

  /** Keeps a draft; one without edits is let go. */
  set(key: DraftKey, draft: Draft | undefined): void {
    const id = toId(key);
    const kept = draft && !isPristine(draft) ? draft : undefined;
    this.#drafts.set(id, kept);
    this.#restored.delete(id);
    this.#write(id, kept);
    this.#listeners.forEach(listener => listener());
  }

  #read(id: string): Draft | undefined {
    try {
      const text = this.#storage.getItem(id);
      return text === null ? undefined : storedDraft.parse(JSON.parse(text));
    } catch {
      // A draft of another version cannot be read; it must not break the page.
      return undefined;
    }
  }

  #write(id: string, draft: Draft | undefined) {
    try {
      if (draft) {
        this.#storage.setItem(id, JSON.stringify(draft));
      } else {
        this.#storage.removeItem(id);
      }
    } catch {
      // A full or forbidden storage costs only the survival of a reload.
    }
  }
}

function toId({ user, project, rollout }: DraftKey): string {
  return `${PREFIX}:${user}:${project}/${rollout}`;
}
