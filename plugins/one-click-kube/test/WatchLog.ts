import { waitFor } from '@one-click/devcluster';
import type { KubeObject } from '../src/client';
import type { WatchHandlers } from '../src/watch';

/** Handlers that write down what they are told, one word a call. */
export class WatchLog implements WatchHandlers<KubeObject> {
  readonly entries: string[] = [];
  readonly outages: { readonly since: number; readonly cause: Error }[] = [];

  onSync(objects: readonly KubeObject[]): void {
    const names = objects.map(nameOf).sort();
    this.entries.push(`sync ${names.join(' ')}`.trim());
  }

  onUpsert(object: KubeObject): void {
    this.entries.push(`upsert ${nameOf(object)}`);
  }

  onDelete(object: KubeObject): void {
    this.entries.push(`delete ${nameOf(object)}`);
  }

  onStale(outage: { readonly since: number; readonly cause: Error }): void {
    this.outages.push(outage);
    this.entries.push('stale');
  }

  onFresh(): void {
    this.entries.push('fresh');
  }

  /** Waits until the log ends with an entry; `meanwhile` is called in between. */
  async endsWith(entry: string, meanwhile?: () => void): Promise<void> {
    await waitFor(
      () => {
        meanwhile?.();
        return this.entries.at(-1) === entry;
      },
      {
        what: `the watch to say '${entry}'`,
        explain: () => `it said: ${this.entries.join(', ')}`,
      },
    );
  }
}

function nameOf(object: KubeObject): string {
  return object.metadata?.name ?? '';
}
