import type { QuarantineRecord } from './PinStore';

/** An image that an update policy thinks of; its digest where it is known. */
export interface ImageCandidate {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string | undefined;
}

/** What tells quarantined images apart. */
export type QuarantinedKey = Pick<
  QuarantineRecord,
  'registry' | 'repository' | 'tag' | 'digest'
>;

/**
 * Whether an image is in quarantine. Where both digests are known they alone
 * decide: a bad tag that was pushed again is another image, and the bad image
 * under another tag is the same one.
 */
export function isQuarantined(
  quarantined: readonly QuarantinedKey[],
  candidate: ImageCandidate,
): boolean {
  return quarantined.some(bad => isSameImage(bad, candidate));
}

function isSameImage(bad: QuarantinedKey, candidate: ImageCandidate): boolean {
  if (
    bad.registry !== candidate.registry ||
    bad.repository !== candidate.repository
  ) {
    return false;
  }
  return bad.digest !== undefined && candidate.digest !== undefined
    ? bad.digest === candidate.digest
    : bad.tag === candidate.tag;
}
