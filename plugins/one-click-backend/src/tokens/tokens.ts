import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A token of 256 random bits, as text for URLs and headers. */
export function createToken(prefix = ''): string {
  return `${prefix}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

/** What is kept of a token: enough to know it again, too little to use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
