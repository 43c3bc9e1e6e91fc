import type { Knex } from 'knex';
import { fromColumn, toColumn } from '../storage/rows';
import type { Nullable } from '../storage/rows';
import { MAX_QUARANTINED } from './PinStore';
import type { PinRecord, PinStore, QuarantineRecord } from './PinStore';

interface PinRow {
  rollout_id: string;
  since: string;
  pinned_by: string;
  revision: number;
}

interface QuarantineRow {
  id: string;
  rollout_id: string;
  registry: string;
  repository: string;
  tag: string;
  digest: Nullable<string>;
  since: string;
  quarantined_by: string;
  revision: Nullable<number>;
}

/** Keeps pins and quarantined images in the plugin's database. */
export class DatabasePinStore implements PinStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabasePinStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async pin({ rolloutId, since, by, revision }: PinRecord): Promise<void> {
    await this.#knex<PinRow>('rollout_pins')
      .insert({ rollout_id: rolloutId, since, pinned_by: by, revision })
      .onConflict('rollout_id')
      .merge();
  }

  async findPin(rolloutId: string): Promise<PinRecord | undefined> {
    const row = await this.#knex<PinRow>('rollout_pins')
      .where({ rollout_id: rolloutId })
      .first();
    return (
      row && {
        rolloutId,
        since: row.since,
        by: row.pinned_by,
        revision: row.revision,
      }
    );
  }

  async unpin(rolloutId: string): Promise<void> {
    await this.#knex<PinRow>('rollout_pins')
      .where({ rollout_id: rolloutId })
      .del();
  }

  async quarantine(image: QuarantineRecord): Promise<void> {
    const { rolloutId, by, digest, revision, ...rest } = image;
    await this.#images().insert({
      ...rest,
      rollout_id: rolloutId,
      digest: toColumn(digest),
      quarantined_by: by,
      revision: toColumn(revision),
    });
  }

  async listQuarantined(
    rolloutId: string,
  ): Promise<readonly QuarantineRecord[]> {
    const rows = await this.#images()
      .where({ rollout_id: rolloutId })
      .orderBy([
        { column: 'since', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MAX_QUARANTINED);
    return rows.map(toRecord);
  }

  async release(
    rolloutId: string,
    id?: string,
  ): Promise<readonly QuarantineRecord[]> {
    const released = { rollout_id: rolloutId, ...(id !== undefined && { id }) };
    // SQLite's driver does not give back what it deletes.
    const rows = await this.#images().where(released);
    await this.#images().where(released).del();
    return rows.map(toRecord);
  }

  #images(): Knex.QueryBuilder<QuarantineRow, QuarantineRow[]> {
    return this.#knex<QuarantineRow>('quarantined_images');
  }
}

function toRecord(row: QuarantineRow): QuarantineRecord {
  return {
    id: row.id,
    rolloutId: row.rollout_id,
    registry: row.registry,
    repository: row.repository,
    tag: row.tag,
    digest: fromColumn(row.digest),
    since: row.since,
    by: row.quarantined_by,
    revision: fromColumn(row.revision),
  };
}
