/** A person, with all that they are and may do outside of any project. */
export interface UserCaller {
  readonly kind: 'user';
  /** Their entity reference. */
  readonly ref: string;
  /** Themselves and their groups. */
  readonly principals: readonly string[];
  readonly canAdminister: boolean;
}

/** Another backend plugin on its own behalf: it reads, and changes nothing. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly ref: string;
}

/** Who asks. */
export type Caller = UserCaller | ServiceCaller;
