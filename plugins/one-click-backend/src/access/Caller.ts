import type { Policy } from './Policy';

/** A person, with all that they are and may do outside of any project. */
export interface UserCaller {
  readonly kind: 'user';
  /** Their entity reference. */
  readonly ref: string;
  /** Themselves and their groups. */
  readonly principals: readonly string[];
  readonly canAdminister: boolean;
  /** What the portal's policy takes away; nothing where absent. */
  readonly policy?: Policy | undefined;
}

/** Another backend plugin on its own behalf: it reads, and changes nothing. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly ref: string;
  /** What the access restrictions of its token take away; nothing where absent. */
  readonly policy?: Policy | undefined;
}

/** Who asks. */
export type Caller = UserCaller | ServiceCaller;
