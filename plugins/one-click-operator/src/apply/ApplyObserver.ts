import type { Observer } from '../engine/observers';

/** What applying children tells of. */
export interface ApplyEvents {
  /** A child was written: made anew, or put right. */
  readonly applied: {
    readonly kind: string;
    readonly how: 'created' | 'changed';
  };
  /** A child was deleted. */
  readonly pruned: { readonly kind: string };
  /** The cluster did not take a child, or it is somebody else's. */
  readonly refused: { readonly kind: string };
  /** A child was not what the watch had told; it was read, and tried again. */
  readonly outdated: { readonly kind: string };
  /** The API server stores a child in a form we do not know. */
  readonly normaliserGap: { readonly kind: string };
  /** Somebody keeps changing a child back; nothing is written for a while. */
  readonly contested: { readonly kind: string; readonly rival: string };
}

/** Hears what becomes of children, to count it. */
export type ApplyObserver = Observer<ApplyEvents>;
