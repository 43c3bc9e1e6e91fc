import type {
  RegistryProblem,
  UpdateImage,
  UpdateVerdict,
} from '@one-click/backstage-plugin-one-click-common';
import type { SaveOutcome } from '../saving/SaveOutcome';
import type { Evaluation } from './Evaluation';

/** What a look found, before anything is decided. */
export type Finding =
  | { readonly kind: 'evaluated'; readonly evaluation: Evaluation }
  | { readonly kind: 'failed'; readonly problem: RegistryProblem }
  | { readonly kind: 'held'; readonly reason: string };

/** What was decided, and done about it. */
export interface Decided {
  readonly verdict: UpdateVerdict;
  /** One sentence: why. */
  readonly reason: string;
  readonly to?: UpdateImage | undefined;
  readonly proposal?: string | undefined;
  readonly problem?: RegistryProblem | undefined;
  /** What a save came to. */
  readonly outcome?: SaveOutcome | undefined;
}
