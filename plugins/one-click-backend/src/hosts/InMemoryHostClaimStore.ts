import type { MemoryTables } from '../storage/MemoryTables';
import { isSameAddress } from './Address';
import type { Address } from './Address';
import type { HostClaim, HostClaimStore } from './HostClaimStore';

type Key = Parameters<HostClaimStore['find']>[0];

/** Keeps claims of addresses in memory, for tests. */
export class InMemoryHostClaimStore implements HostClaimStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async claim(claim: HostClaim): Promise<HostClaim> {
    const holder = await this.find(claim);
    if (holder) {
      return holder;
    }
    this.#tables().hostClaims.set(keyOf(claim), claim);
    return claim;
  }

  async releaseAllBut(
    rolloutId: string,
    kept: readonly Address[],
  ): Promise<void> {
    for (const claim of await this.listByRollout(rolloutId)) {
      if (!kept.some(each => isSameAddress(each, claim))) {
        this.#tables().hostClaims.delete(keyOf(claim));
      }
    }
  }

  async find(key: Key): Promise<HostClaim | undefined> {
    const { hostClaims, rollouts } = this.#tables();
    const claim = hostClaims.get(keyOf(key));
    return claim && rollouts.has(claim.rolloutId) ? claim : undefined;
  }

  async listByRollout(rolloutId: string): Promise<readonly HostClaim[]> {
    return [...this.#tables().hostClaims.values()]
      .filter(claim => claim.rolloutId === rolloutId)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}

function keyOf({ cluster, host, path }: Key): string {
  return `${cluster} ${host} ${path}`;
}
