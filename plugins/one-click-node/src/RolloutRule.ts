import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** A rollout about to be saved, as a rule sees it; holds no secret value. */
export interface RolloutCandidate {
  readonly cluster: string;
  /** The project's stable name. */
  readonly project: string;
  /** The project's owner as an entity reference. */
  readonly owner: string;
  /** The rollout's name. */
  readonly name: string;
  readonly spec: RolloutSpecInput;
  /** The spec of the revision before; absent when the rollout is new. */
  readonly previous?: RolloutSpecInput | undefined;
}

/** What a rule has to say about one field. */
export interface RolloutFinding {
  /** A refusal stops the save; a warning is shown in the review. */
  readonly severity: 'refusal' | 'warning';
  /** Path in the spec, such as `interfaces[0].ingress.rules[0].host`. */
  readonly field: string;
  /** One sentence for the person at the form, ending with what to do. */
  readonly message: string;
}

/**
 * A company's own check on what may run, on top of the schema and guard rails.
 *
 * Called within a save, so it should answer from memory. One that throws
 * refuses the save: a check that cannot be made has not passed.
 */
export interface RolloutRule {
  /** Unique among rules, such as `acme.no-latest-tag`. */
  readonly id: string;
  check(candidate: RolloutCandidate): Promise<readonly RolloutFinding[]>;
}
