import type { Knex } from 'knex';
import {
  fromColumn,
  fromJson,
  fromNullableJson,
  toColumn,
  toJson,
} from '../storage/rows';
import type { Nullable } from '../storage/rows';
import type { SecretRecord, SecretRef, SecretStore } from './SecretStore';

interface SecretRow {
  rollout_id: string;
  name: string;
  kind: string;
  keys: string;
  sign_in: Nullable<string>;
  created_at: string;
  due_at: Nullable<string>;
  collected_at: Nullable<string>;
}

interface HashKeyRow {
  rollout_id: string;
  hash_key: string;
}

/** Keeps what is known of Secrets in the plugin's database. */
export class DatabaseSecretStore implements SecretStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseSecretStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async findHashKey(rolloutId: string): Promise<string | undefined> {
    const row = await this.#knex<HashKeyRow>('secret_hash_keys')
      .where({ rollout_id: rolloutId })
      .first();
    return row?.hash_key;
  }

  async keepHashKey(rolloutId: string, hashKey: string): Promise<string> {
    await this.#knex<HashKeyRow>('secret_hash_keys')
      .insert({ rollout_id: rolloutId, hash_key: hashKey })
      .onConflict('rollout_id')
      .ignore();
    return (await this.findHashKey(rolloutId)) ?? hashKey;
  }

  async find(
    rolloutId: string,
    names: readonly string[],
  ): Promise<readonly SecretRecord[]> {
    if (names.length === 0) {
      return [];
    }
    const rows = await this.#secrets()
      .where({ rollout_id: rolloutId })
      .whereIn('name', [...names])
      .orderBy('name');
    return rows.map(toRecord);
  }

  async put(record: SecretRecord): Promise<void> {
    await this.#secrets()
      .insert(toRow(record))
      .onConflict(['rollout_id', 'name'])
      .merge();
  }

  async postpone(
    rolloutId: string,
    names: readonly string[],
    dueAt: string,
  ): Promise<void> {
    if (names.length > 0) {
      await this.#secrets()
        .where({ rollout_id: rolloutId })
        .whereIn('name', [...names])
        .update({ due_at: dueAt });
    }
  }

  async markCollected(
    { rolloutId, name }: SecretRef,
    at: string,
  ): Promise<void> {
    await this.#secrets()
      .where({ rollout_id: rolloutId, name })
      .update({ due_at: null, collected_at: at });
  }

  async listDue(before: string, limit: number): Promise<readonly SecretRef[]> {
    const rows = await this.#secrets()
      .where('due_at', '<', before)
      .orderBy(['due_at', 'rollout_id', 'name'])
      .limit(limit)
      .select('rollout_id', 'name');
    return rows.map(({ rollout_id: rolloutId, name }) => ({ rolloutId, name }));
  }

  #secrets() {
    return this.#knex<SecretRow>('rollout_secrets');
  }
}

function toRow(record: SecretRecord): SecretRow {
  return {
    rollout_id: record.rolloutId,
    name: record.name,
    kind: record.kind,
    keys: JSON.stringify(record.keys),
    sign_in: toJson(record.signIn),
    created_at: record.createdAt,
    due_at: toColumn(record.dueAt),
    collected_at: toColumn(record.collectedAt),
  };
}

function toRecord(row: SecretRow): SecretRecord {
  return {
    rolloutId: row.rollout_id,
    name: row.name,
    kind: row.kind === 'sign-in' ? 'sign-in' : 'values',
    keys: fromJson(row.keys),
    signIn: fromNullableJson(row.sign_in),
    createdAt: row.created_at,
    dueAt: fromColumn(row.due_at),
    collectedAt: fromColumn(row.collected_at),
  };
}
