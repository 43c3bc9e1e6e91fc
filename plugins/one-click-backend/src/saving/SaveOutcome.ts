import type { SaveConflict } from '@one-click/backstage-plugin-one-click-common';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { Instant } from '../storage/Instant';
import type { StorageClasses } from './claims';
import type { RuleBook } from './RuleBook';

/** What every save knows. */
export interface SaveContext {
  readonly project: ProjectRecord;
  readonly actor: string;
  readonly at: Instant;
  readonly rules: RuleBook;
  /** Of the project's cluster; absent while they are not known. */
  readonly classes: StorageClasses | undefined;
}

/** What a save's transaction came to; kept under its Idempotency-Key, hence plain JSON. */
export interface SaveOutcome {
  readonly rolloutId: string;
  /** Whether the request made a revision. */
  readonly changed: boolean;
  /** The newest revision the cluster is to be told now; absent where there is nothing to tell. */
  readonly newest?: number | undefined;
  /** What a person has to decide before anything is saved. */
  readonly conflict?: SaveConflict | undefined;
}
