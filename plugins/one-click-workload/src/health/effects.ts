import type { OperatorState } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** What a sentence about a state speaks of. */
export interface Effect {
  readonly wanted: number;
  readonly ready: number;
  readonly updatedReady: number;
  readonly revision: number | undefined;
  readonly servingRevision: number | undefined;
}

function named(revision: number | undefined, otherwise: string): string {
  return revision === undefined ? otherwise : `Revision ${revision}`;
}

type Describe = (effect: Effect) => string;

const EFFECTS: Readonly<Record<OperatorState, Describe>> = {
  Down: () => 'Nothing is serving.',
  Blocked: ({ ready, servingRevision }) =>
    ready === 0
      ? 'Nothing is serving.'
      : `${named(servingRevision, 'An older revision')} still serves.`,
  UpdateFailed: ({ servingRevision }) =>
    `${named(servingRevision, 'An older revision')} still serves all requests.`,
  Degraded: ({ ready, wanted }) => `${ready} of ${wanted} instances serve.`,
  RollingOut: ({ ready, updatedReady, wanted, revision }) =>
    ready === 0
      ? 'Nothing is serving until the update is ready.'
      : `${named(
          revision,
          'Update',
        )}: ${updatedReady} of ${wanted} instances are new.`,
  Starting: ({ wanted }) =>
    wanted === 1 ? 'Starting 1 instance.' : `Starting ${wanted} instances.`,
  Paused: () => 'Paused. Storage and secrets are kept.',
  Healthy: ({ ready, wanted, revision }) =>
    revision === undefined
      ? `${ready} of ${wanted} instances serve.`
      : `${ready} of ${wanted} instances serve revision ${revision}.`,
};

/** What a state means for users, in one English sentence. */
export function describeEffect(state: OperatorState, effect: Effect): string {
  return EFFECTS[state](effect);
}
