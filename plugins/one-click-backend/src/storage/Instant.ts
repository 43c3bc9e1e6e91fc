/** An instant: ISO 8601 in UTC with milliseconds, so that text sorts as time does. */
export type Instant = string;
