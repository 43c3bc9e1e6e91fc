/** A column that may be NULL; what the engines give back for it. */
export type Nullable<T> = T | null;

/** NULL for an absent value, since knex refuses `undefined`. */
export function toColumn<T>(value: T | undefined): Nullable<T> {
  return value ?? null;
}

/** An absent value for NULL. */
export function fromColumn<T>(value: Nullable<T>): T | undefined {
  return value ?? undefined;
}

/** A number; PostgreSQL gives bigints and counts back as text. */
export function numberFrom(
  value: Nullable<number | string>,
): number | undefined {
  return value === null ? undefined : Number(value);
}

/** JSON text for a value; NULL for an absent one. */
export function toJson(value: unknown): Nullable<string> {
  return value === undefined ? null : JSON.stringify(value);
}

/** The value of JSON text that this plugin wrote itself. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** As `fromJson`, with an absent value for NULL. */
export function fromNullableJson<T>(text: Nullable<string>): T | undefined {
  return text === null ? undefined : fromJson<T>(text);
}

/** Part of a text, in any case, with nothing in it that LIKE would read as a pattern. */
export function likePattern(text: string): string {
  const escaped = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  return `%${escaped}%`;
}
