import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** One question a blueprint asks before it becomes a rollout. */
export interface BlueprintParameter {
  /** What `{{ name }}` in the spec's strings stands for. */
  readonly name: string;
  readonly title: string;
  readonly help?: string | undefined;
  /** Offered in the form; a parameter without a default must be answered. */
  readonly default?: string | undefined;
  /** The answer goes into a Secret and is never shown again. False where absent. */
  readonly isSecret?: boolean | undefined;
}

/** A blueprint as a source hands it over; the backend stores it as a version. */
export interface SourcedBlueprint {
  /** Unique within its source and stable: versions are kept under it. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Compared for equality only: another string is another version. */
  readonly version: string;
  readonly parameters: readonly BlueprintParameter[];
  readonly spec: RolloutSpecInput;
}

/** Brings blueprints from elsewhere: a Git repository, a product catalogue. */
export interface BlueprintSource {
  /** Unique among sources, such as `acme-platform`. */
  readonly name: string;
  /** Everything the source offers now; what is missing is no longer offered. */
  listBlueprints(options: {
    readonly signal: AbortSignal;
  }): Promise<readonly SourcedBlueprint[]>;
}
