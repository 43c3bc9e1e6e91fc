import { z } from 'zod';

/** The largest avatar, in bytes. */
export const MAX_AVATAR_BYTES = 1_000_000;

/** A picture: PNG, JPEG or WebP, told by its content. */
export const avatarUploadSchema = z.object({
  image: z
    .base64({ message: 'must be the picture in base64' })
    .min(1)
    .max(Math.ceil(MAX_AVATAR_BYTES / 3) * 4, {
      message: `must be a picture of at most ${MAX_AVATAR_BYTES} bytes: make it smaller`,
    }),
});
export type AvatarUpload = z.infer<typeof avatarUploadSchema>;

/** Which picture something has; the version changes with it. */
export const avatarVersionSchema = z.object({
  avatar: z.string().optional(),
});
