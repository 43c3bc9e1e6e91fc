import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { isSameAddress } from './Address';
import type { Address } from './Address';
import type { HostClaim, HostClaimStore } from './HostClaimStore';

interface HostClaimRow {
  cluster: string;
  address: string;
  host: string;
  path: string;
  rollout_id: string;
  claimed_at: string;
}

/** Keeps claims of addresses in the plugin's database, which lets each be made once. */
export class DatabaseHostClaimStore implements HostClaimStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseHostClaimStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async claim(claim: HostClaim): Promise<HostClaim> {
    const { cluster, host, path } = claim;
    await this.#table()
      .insert({
        cluster,
        address: hashOf(claim),
        host,
        path,
        rollout_id: claim.rolloutId,
        claimed_at: claim.claimedAt,
      })
      .onConflict(['cluster', 'address'])
      .ignore();
    return (await this.find(claim)) ?? claim;
  }

  async releaseAllBut(
    rolloutId: string,
    kept: readonly Address[],
  ): Promise<void> {
    const claims = await this.listByRollout(rolloutId);
    const given = claims.filter(
      claim => !kept.some(each => isSameAddress(each, claim)),
    );
    if (given.length > 0) {
      await this.#table()
        .where({ rollout_id: rolloutId })
        .whereIn('address', given.map(hashOf))
        .delete();
    }
  }

  async find(
    request: Parameters<HostClaimStore['find']>[0],
  ): Promise<HostClaim | undefined> {
    const { cluster } = request;
    const row = await this.#table()
      .where({ cluster, address: hashOf(request) })
      .first();
    return row && toClaim(row);
  }

  async listByRollout(rolloutId: string): Promise<readonly HostClaim[]> {
    const rows = await this.#table()
      .where({ rollout_id: rolloutId })
      .orderBy(['host', 'path']);
    return rows.map(toClaim);
  }

  #table(): Knex.QueryBuilder<HostClaimRow, HostClaimRow[]> {
    return this.#knex<HostClaimRow>('host_claims');
  }
}

function hashOf({ host, path }: Address): string {
  return createHash('sha256').update(`${host} ${path}`).digest('hex');
}

function toClaim(row: HostClaimRow): HostClaim {
  const { cluster, host, path, rollout_id, claimed_at } = row;
  return { cluster, host, path, rolloutId: rollout_id, claimedAt: claimed_at };
}
