import type { Instant } from '../storage/Instant';
import type { MemoryTables } from '../storage/MemoryTables';
import type { StorePage } from '../storage/StorePage';
import type {
  DeployTokenPosition,
  DeployTokenRecord,
  DeployTokenStore,
} from './DeployTokenStore';

/** Keeps deploy tokens in memory, for tests. */
export class InMemoryDeployTokenStore implements DeployTokenStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async insert(token: DeployTokenRecord): Promise<void> {
    this.#tables().deployTokens.set(token.id, token);
  }

  async findByHash(tokenHash: string): Promise<DeployTokenRecord | undefined> {
    return this.#all().find(each => each.tokenHash === tokenHash);
  }

  async list(query: {
    readonly rolloutId: string;
    readonly before?: DeployTokenPosition | undefined;
    readonly limit: number;
  }): Promise<StorePage<DeployTokenRecord, DeployTokenPosition>> {
    const { rolloutId, before, limit } = query;
    const all = this.#all()
      .filter(each => each.rolloutId === rolloutId)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
    const rest = all.filter(each => !before || keyOf(each) < keyOf(before));
    const items = rest.slice(0, limit);
    return {
      items,
      total: all.length,
      next: rest.length > limit ? items.at(-1) : undefined,
    };
  }

  async countLive(rolloutId: string, now: Instant): Promise<number> {
    return this.#all().filter(
      each =>
        each.rolloutId === rolloutId &&
        each.revokedAt === undefined &&
        each.expiresAt > now,
    ).length;
  }

  async revoke(
    rolloutId: string,
    id: string,
    revoked: { readonly at: Instant; readonly by: string },
  ): Promise<DeployTokenRecord | undefined> {
    const { deployTokens } = this.#tables();
    const token = deployTokens.get(id);
    if (token?.rolloutId !== rolloutId) {
      return undefined;
    }
    const { at: revokedAt, by: revokedBy } = revoked;
    const after =
      token.revokedAt === undefined
        ? { ...token, revokedAt, revokedBy }
        : token;
    deployTokens.set(id, after);
    return after;
  }

  async recordUse(id: string, at: Instant): Promise<void> {
    const { deployTokens } = this.#tables();
    const token = deployTokens.get(id);
    if (token) {
      deployTokens.set(id, { ...token, lastUsedAt: at });
    }
  }

  #all(): DeployTokenRecord[] {
    return [...this.#tables().deployTokens.values()];
  }
}

function keyOf({ createdAt, id }: DeployTokenPosition): string {
  return `${createdAt} ${id}`;
}
