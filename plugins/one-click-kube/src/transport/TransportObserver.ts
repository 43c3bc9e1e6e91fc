/** What became of one attempt at a request. */
export interface RequestOutcome {
  readonly method: string;
  /** HTTP status, or `<error>` where no answer came: as client-go counts it. */
  readonly code: string;
  /** The API server's host and port. */
  readonly host: string;
  /** Until the answer's end; of an answer that goes on, until its beginning. */
  readonly seconds: number;
}

/** Is told of every attempt at a request, repeats included. Must not throw. */
export interface TransportObserver {
  onRequest(outcome: RequestOutcome): void;
}
