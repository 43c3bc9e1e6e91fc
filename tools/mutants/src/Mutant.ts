/**
 * A change of a source that takes away how a failure is handled. The named test
 * must turn red by it: that is the proof that it tests the handling.
 */
export interface Mutant {
  /** The failure mode, 1 to 33; see `docs/failure-modes.md`. */
  readonly mode: number;
  /** What the program does wrong with it, in words that follow "the program". */
  readonly name: string;
  /** The source, from the root of the repository. */
  readonly file: string;
  /** Occurs exactly once in the source. */
  readonly find: string;
  readonly replace: string;
  readonly test: {
    /** The test's file, from the root of the repository. */
    readonly file: string;
    /** The `it`'s sentence, or a part that only one has. For rows of a table: what their sentences share. */
    readonly name: string;
  };
}
