import type { Knex } from 'knex';
import { avatarKey } from './AvatarStore';
import type { AvatarRecord, AvatarStore, AvatarSubject } from './AvatarStore';

interface AvatarRow {
  subject: string;
  media_type: AvatarRecord['mediaType'];
  image: Uint8Array;
  changed_at: string;
  changed_by: string;
}

/** Keeps pictures in the plugin's database. */
export class DatabaseAvatarStore implements AvatarStore {
  readonly #knex: Knex;

  static create(options: { readonly knex: Knex }) {
    return new DatabaseAvatarStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(avatar: AvatarRecord): Promise<void> {
    await this.#knex<AvatarRow>('avatars')
      .insert({
        subject: avatarKey(avatar.subject),
        media_type: avatar.mediaType,
        image: Buffer.from(avatar.image),
        changed_at: avatar.changedAt,
        changed_by: avatar.changedBy,
      })
      .onConflict('subject')
      .merge();
  }

  async find(subject: AvatarSubject): Promise<AvatarRecord | undefined> {
    const row = await this.#knex<AvatarRow>('avatars')
      .where({ subject: avatarKey(subject) })
      .first();
    return (
      row && {
        subject,
        mediaType: row.media_type,
        image: new Uint8Array(row.image),
        changedAt: row.changed_at,
        changedBy: row.changed_by,
      }
    );
  }

  async remove(subject: AvatarSubject): Promise<void> {
    await this.#knex<AvatarRow>('avatars')
      .where({ subject: avatarKey(subject) })
      .del();
  }
}
