/** One page; `next` is where the following one starts, absent on the last. */
export interface StorePage<T, C> {
  readonly items: readonly T[];
  readonly total: number;
  readonly next: C | undefined;
}
