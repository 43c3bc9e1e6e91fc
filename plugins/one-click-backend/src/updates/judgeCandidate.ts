import type { SkippedTag } from '@one-click/backstage-plugin-one-click-common';
import { isQuarantined } from '../pinning/quarantine';
import type { EvaluationRequest } from './Evaluation';

/** An image that is newer than what runs. */
export interface Candidate {
  readonly tag: string;
  readonly digest: string;
  /** Since when it is known to be there, in epoch milliseconds. */
  readonly since: number;
}

type Reason = Omit<SkippedTag, 'tag'>;

/** What a person rolled back, or put away. */
export const QUARANTINED: Reason = {
  reason: 'quarantined',
  sentence: 'is in quarantine',
};

const MINUTE_MS = 60_000;

/** Why a newer image is not taken; `undefined` where it is. Pure. */
export function judgeCandidate(
  candidate: Candidate,
  request: EvaluationRequest,
): Reason | undefined {
  return (
    judgeQuarantine(candidate, request) ??
    judgeDeclined(candidate, request) ??
    judgeAge(candidate, request)
  );
}

function judgeQuarantine(
  { tag, digest }: Candidate,
  { ref, holding }: EvaluationRequest,
): Reason | undefined {
  return isQuarantined(holding.quarantined, { ...ref, tag, digest })
    ? QUARANTINED
    : undefined;
}

/**
 * Digests that went into quarantine under the candidate's tag. Some nodes
 * report the digest of the image for their own platform rather than of all, so
 * one of these may be a part of the candidate.
 */
export function suspectsOf(
  { tag }: Pick<Candidate, 'tag'>,
  { ref, holding }: Pick<EvaluationRequest, 'ref' | 'holding'>,
): readonly string[] {
  return holding.quarantined
    .filter(bad =>
      isQuarantined([{ ...bad, digest: undefined }], { ...ref, tag }),
    )
    .flatMap(({ digest }) => (digest === undefined ? [] : [digest]));
}

function judgeDeclined(
  { tag, digest }: Candidate,
  { declined }: EvaluationRequest,
): Reason | undefined {
  const isDeclined = declined.some(
    each =>
      each.tag === tag && (each.digest === undefined || each.digest === digest),
  );
  return isDeclined
    ? { reason: 'declined', sentence: 'was proposed, and declined' }
    : undefined;
}

function judgeAge(
  { since }: Candidate,
  { settings, now }: EvaluationRequest,
): Reason | undefined {
  const wanted = settings.minimumAgeMinutes;
  const minutes = Math.floor((now - since) / MINUTE_MS);
  return minutes < wanted
    ? {
        reason: 'tooYoung',
        sentence: `is known for less than the ${wanted} min that are asked for`,
      }
    : undefined;
}
