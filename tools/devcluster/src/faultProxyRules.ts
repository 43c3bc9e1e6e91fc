/** Which requests a fault befalls; what is left out matches all. */
export interface FaultMatch {
  readonly method?: string;
  /** Start of the path, or a pattern for path and query. */
  readonly path?: string | RegExp;
  /** Start of the User-Agent, or a pattern for it. */
  readonly userAgent?: string | RegExp;
  /** Befalls so many requests and then no more. @defaultValue all of them */
  readonly times?: number;
}

/** What goes wrong. */
export type Fault =
  | {
      /** The request is passed on after a while. */
      readonly fault: 'latency';
      readonly ms: number;
    }
  | {
      /** The proxy answers by itself, with a `Status` for a body. */
      readonly fault: 'status';
      readonly status: number;
      readonly reason?: string;
      readonly message?: string;
      /** Sent as Retry-After. */
      readonly retryAfterSeconds?: number;
    }
  | {
      /**
       * The client's connection is reset: before the answer or, in flight, at
       * once. What the client has not read by then is lost.
       */
      readonly fault: 'reset';
    }
  | {
      /** The client's connection ends in the middle, as when a server crashes. */
      readonly fault: 'cut';
      /**
       * So much of an answer arrives before. @defaultValue 0, which is before
       * the answer or, in flight, at once
       */
      readonly afterBytes?: number;
    }
  | {
      /** The client's connection stays open, and nothing comes through any more. */
      readonly fault: 'halfOpen';
      /** As with a cut. */
      readonly afterBytes?: number;
    }
  | {
      /** The answer stops, while its connection lives: the server behind is gone. */
      readonly fault: 'stall';
      readonly afterBytes?: number;
    }
  | {
      /** The answer ends in good order, though there would be more. */
      readonly fault: 'end';
      readonly afterBytes?: number;
    }
  | {
      /** A watch is told an ERROR event, and ends. */
      readonly fault: 'errorEvent';
      readonly status: number;
      readonly reason?: string;
      readonly afterBytes?: number;
    };

/**
 * A fault and the requests it befalls. Latency and status befall requests to
 * come; all others those in flight as well.
 */
export type FaultRule = FaultMatch & Fault;

/** What a rule looks at. */
export interface MatchedRequest {
  readonly method: string;
  readonly target: string;
  readonly userAgent: string;
}

/** How much of an answer goes by before a fault; a status comes before any. */
export function bytesBefore(rule: FaultRule): number {
  return 'afterBytes' in rule ? rule.afterBytes ?? 0 : 0;
}

/** Whether a request is one that a rule means, its count aside. */
export function matches(rule: FaultMatch, request: MatchedRequest): boolean {
  return (
    (rule.method === undefined || rule.method === request.method) &&
    fits(rule.path, request.target) &&
    fits(rule.userAgent, request.userAgent)
  );
}

function fits(wanted: string | RegExp | undefined, text: string): boolean {
  if (wanted === undefined) {
    return true;
  }
  return typeof wanted === 'string'
    ? text.startsWith(wanted)
    : wanted.test(text);
}

/** The rules in force, with how often each may still be used. */
export class FaultRules {
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  set(rules: readonly FaultRule[]): void {
    this.#rules = rules.map(rule => ({ rule, left: rule.times ?? Infinity }));
  }

  /** Every rule that befalls the request, in their order; each is counted. */
  take(request: MatchedRequest): FaultRule[] {
    const taken: FaultRule[] = [];
    for (const entry of this.#rules) {
      if (entry.left > 0 && matches(entry.rule, request)) {
        entry.left -= 1;
        taken.push(entry.rule);
      }
    }
    return taken;
  }
}

/** Builds the `Status` that the API would send. */
export function buildStatus(fault: {
  readonly status: number;
  readonly reason?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}): string {
  const { status, reason, retryAfterSeconds } = fault;
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: fault.message ?? `The fault proxy answers ${status}`,
    reason,
    details: { retryAfterSeconds },
    code: status,
  });
}
