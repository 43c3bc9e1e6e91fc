import type { Clock } from '../clock';
import {
  KubeError,
  KubeExpiredError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeServerError,
  KubeTimeoutError,
  KubeTooManyRequestsError,
  KubeUnauthorizedError,
  KubeUnavailableError,
} from '../errors';
import { Backoff } from './Backoff';
import type { WatchRestartReason } from './WatchObserver';

/** Short enough to be back within 5 s of the server, long enough not to press it. */
const BACKOFF = { firstMs: 200, maxMs: 4_000 };

/** For what does not heal by itself, such as missing rights. */
const SLOW_BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

/** Refusals in a row to resume, after which the version may be to blame. */
const MAX_REFUSALS = 3;

/** A handler that did not fail for so long is well again. */
const HANDLER_HEALTHY_AFTER_MS = 60_000;

/** Ours threw, not the cluster. */
export class HandlerFailure extends Error {}

/** What to do after a failure. */
export interface Remedy {
  readonly pauseMs: number;
  /** Whether the version to resume from is to be forgotten, which makes it list anew. */
  readonly relists: boolean;
  readonly reason: WatchRestartReason;
}

/** Decides how a watch goes on after its stream is over. */
export class Recovery {
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #slowBackoff: Backoff;
  readonly #handlerBackoff: Backoff;
  #refusals = 0;
  #handlerFailedAt = -Infinity;

  constructor(options: {
    readonly clock: Clock;
    readonly random: () => number;
  }) {
    const { clock, random } = options;
    this.#clock = clock;
    this.#backoff = new Backoff({ ...BACKOFF, random });
    this.#slowBackoff = new Backoff({ ...SLOW_BACKOFF, random });
    this.#handlerBackoff = new Backoff({ ...SLOW_BACKOFF, random });
  }

  /** The cluster answers as it should. */
  noteHealth(): void {
    this.#refusals = 0;
    this.#backoff.reset();
    this.#slowBackoff.reset();
  }

  afterEnd(): Remedy {
    const pauseMs = this.#backoff.next();
    return { pauseMs, relists: false, reason: 'ended' };
  }

  after(cause: Error): Remedy {
    if (cause instanceof HandlerFailure) {
      return this.#afterHandler();
    }
    const relists = this.#spoilsVersion(cause);
    const isLasting = cause instanceof KubeError && !cause.retriable;
    const pauseMs = isLasting
      ? this.#slowBackoff.next()
      : this.#backoff.next(
          cause instanceof KubeError ? cause.retryAfterMs : undefined,
        );
    return { pauseMs, relists, reason: reasonOf(cause) };
  }

  /** The cluster may well be healthy, so that its health must not cut the pauses. */
  #afterHandler(): Remedy {
    const now = this.#clock.now();
    if (now - this.#handlerFailedAt >= HANDLER_HEALTHY_AFTER_MS) {
      this.#handlerBackoff.reset();
    }
    this.#handlerFailedAt = now;
    const pauseMs = this.#handlerBackoff.next();
    return { pauseMs, relists: true, reason: 'handler' };
  }

  /** A server under load must not be made to list by having refused to watch. */
  #spoilsVersion(cause: Error): boolean {
    if (cause instanceof KubeExpiredError) {
      return true;
    }
    if (!mayBlameVersion(cause)) {
      return false;
    }
    this.#refusals += 1;
    return this.#refusals >= MAX_REFUSALS;
  }
}

/** A version that the server has not reached yet is answered as a timeout. */
function mayBlameVersion(cause: Error): boolean {
  return (
    cause instanceof KubeServerError ||
    cause instanceof KubeInvalidError ||
    (cause instanceof KubeTimeoutError && cause.status !== undefined)
  );
}

const REASONS: readonly (readonly [
  new (...args: never[]) => KubeError,
  WatchRestartReason,
])[] = [
  [KubeExpiredError, 'expired'],
  [KubeTooManyRequestsError, 'throttled'],
  [KubeUnauthorizedError, 'unauthorized'],
  [KubeForbiddenError, 'forbidden'],
  [KubeUnavailableError, 'unavailable'],
  [KubeTimeoutError, 'silent'],
];

const OWN_REASONS: Readonly<Record<string, WatchRestartReason>> = {
  MalformedLine: 'malformed',
  OutdatedList: 'outdated',
};

function reasonOf(cause: Error): WatchRestartReason {
  const own = cause instanceof KubeError ? OWN_REASONS[cause.reason ?? ''] : '';
  return (
    own || REASONS.find(([type]) => cause instanceof type)?.[1] || 'refused'
  );
}
