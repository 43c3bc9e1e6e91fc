import type { MemoryTables } from '../storage/MemoryTables';
import { avatarKey } from './AvatarStore';
import type { AvatarRecord, AvatarStore, AvatarSubject } from './AvatarStore';

/** Keeps pictures in memory, for tests. */
export class InMemoryAvatarStore implements AvatarStore {
  readonly #tables: () => MemoryTables;

  constructor(tables: () => MemoryTables) {
    this.#tables = tables;
  }

  async put(avatar: AvatarRecord): Promise<void> {
    this.#tables().avatars.set(avatarKey(avatar.subject), avatar);
  }

  async find(subject: AvatarSubject): Promise<AvatarRecord | undefined> {
    return this.#tables().avatars.get(avatarKey(subject));
  }

  async remove(subject: AvatarSubject): Promise<void> {
    this.#tables().avatars.delete(avatarKey(subject));
  }
}
