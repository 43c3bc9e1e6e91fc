import type { Instant } from '../storage/Instant';

/** What has a picture. */
export interface AvatarSubject {
  readonly kind: 'project' | 'rollout';
  readonly id: string;
}

/** A picture, as it was checked. */
export interface AvatarRecord {
  readonly subject: AvatarSubject;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly image: Uint8Array;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** Keeps pictures: one for each subject. */
export interface AvatarStore {
  /** Takes the place of the one before. */
  put(avatar: AvatarRecord): Promise<void>;
  find(subject: AvatarSubject): Promise<AvatarRecord | undefined>;
  remove(subject: AvatarSubject): Promise<void>;
}

/** The subject as one text: the key of its row. */
export function avatarKey({ kind, id }: AvatarSubject): string {
  return `${kind}:${id}`;
}
