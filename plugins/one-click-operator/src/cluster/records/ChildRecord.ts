import type {
  ChildKind,
  ChildTypes,
} from '@one-click/backstage-plugin-one-click-workload';
import type { RecordMetadata } from './recordMetadata';

/** What a record says of who has written its object. */
export interface ChildFacts {
  /** Of the part the operator owns by its applies; absent if it never applied the object. */
  readonly fingerprint?: string | undefined;
  /** Whether that part has `spec.replicas`. */
  readonly ownsReplicas?: true;
  /** Whether the Go operator made it and nobody has taken it over since. */
  readonly isOriginals?: true;
  /** The first to have written it, by the name it goes by. */
  readonly writer?: string | undefined;
}

/**
 * What is kept in memory of a child: who it is, whose it is, whether it is as it
 * should be, and the few fields that the status and a hand-over read, in their
 * places. Everything else, and every value of a Secret, is let go as it arrives.
 */
export type ChildRecord<K extends ChildKind = ChildKind> = {
  readonly [P in K]: ChildTypes[P] & {
    readonly metadata: RecordMetadata;
    readonly facts: ChildFacts;
  };
}[K];
