import type { Observer } from '../observers';
import type { ErrorKind } from './errors';

/** How a reconcile ended, in the words of controller-runtime's metrics. */
export type ReconcileResult = 'success' | 'requeue_after' | 'error';

/** What a controller tells of. */
export interface ControllerEvents {
  /** A reconcile ended, or was cut off by its deadline. */
  readonly reconciled: {
    readonly key: string;
    readonly result: ReconcileResult;
    readonly durationMs: number;
  };
  /** A reconcile failed; without `retryInMs` it is not tried again by itself. */
  readonly failed: {
    readonly key: string;
    readonly error: Error;
    readonly kind: ErrorKind;
    readonly retryInMs: number | undefined;
  };
  /** A reconcile failed by a fault of the program; `failed` tells of it, too. */
  readonly panicked: { readonly key: string; readonly error: Error };
  /** A reconcile did not end by its deadline; `failed` tells of it, too. */
  readonly timedOut: { readonly key: string };
  /** A reconcile ignored its deadline for so long that its key was given up to another. */
  readonly abandoned: { readonly key: string };
}

/** Hears what a controller does, to count and to log it. */
export type ControllerObserver = Observer<ControllerEvents>;

/** What a controller is at right now. */
export interface ControllerStats {
  readonly workers: number;
  /** Workers with a key. */
  readonly active: number;
  /** Reconciles past their deadline that have not ended. */
  readonly overdue: number;
}
