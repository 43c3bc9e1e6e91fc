import type { BlueprintParameter } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** A blueprint that a module brings; nobody can change it in the portal. */
export interface SourcedBlueprint {
  /** A DNS label, unique within its source: rollouts remember it, so it must stay. */
  readonly name: string;
  readonly title: string;
  readonly summary?: string | undefined;
  /** Markdown. */
  readonly readme?: string | undefined;
  /** Goes up with each change, so that instances learn that there is something newer. */
  readonly version: number;
  /** What is new in this version. */
  readonly notes?: string | undefined;
  readonly parameters?: readonly BlueprintParameter[] | undefined;
  /** A spec in which `${{ parameters.size }}` stands for an answer. */
  readonly template: RolloutSpecInput;
}

/**
 * Brings blueprints from elsewhere, such as a repository or a catalogue of a
 * platform team. They are in the catalogue of everybody, and read-only.
 *
 * Asked at most once a minute. One that throws keeps what it last gave; a
 * blueprint that could not be deployed is left out, and the log says why.
 */
export interface BlueprintSource {
  /** A DNS label of up to 20 characters, unique among sources, such as `acme`; it stands in front of names. */
  readonly id: string;
  listBlueprints(): Promise<readonly SourcedBlueprint[]>;
}
