import type {
  SkippedTag,
  UpdateImage,
  UpdatePolicySettings,
} from '@one-click/backstage-plugin-one-click-common';
import type { Holding } from '../pinning/holding';
import type { RepositoryRef, SignIn } from '../registry/RepositoryRef';
import type { Sighting } from './UpdateStore';

/** All that decides what a policy would do. */
export interface EvaluationRequest {
  readonly ref: RepositoryRef;
  readonly running: UpdateImage;
  readonly settings: UpdatePolicySettings;
  readonly holding: Holding;
  /** Images that a person did not want. */
  readonly declined: readonly UpdateImage[];
  readonly sightings: readonly Sighting[];
  /** Nothing was ever looked at: what is there now was there before. */
  readonly isFirstLook: boolean;
  /** What a moving tag stood for when it was first seen. */
  readonly seenDigest: string | undefined;
  readonly signIn: SignIn | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A list of tags may be half a minute old. */
  readonly mayBeOld?: boolean | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What a policy would do, and why. */
export interface Evaluation {
  readonly pick: UpdateImage | undefined;
  readonly skipped: readonly SkippedTag[];
  readonly warnings: readonly string[];
  /** To be remembered: since when images are there that are not old enough. */
  readonly sightings: readonly Sighting[];
  /** To be remembered, at the first look: what the moving tag stands for. */
  readonly seenDigest?: string | undefined;
}
