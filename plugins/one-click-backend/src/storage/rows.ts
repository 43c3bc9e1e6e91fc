import type { Knex } from 'knex';

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

/** Only rows of projects that one of `principals` owns or has a role in. */
export function whereProjectVisible(
  query: Knex.QueryBuilder,
  principals: readonly string[],
): void {
  query.where(visible =>
    visible.whereIn('projects.owner', [...principals]).orWhereExists(grants =>
      grants
        .from('project_grants')
        .select('project_grants.project_id')
        .whereRaw('project_grants.project_id = projects.id')
        .whereIn('project_grants.principal', [...principals]),
    ),
  );
}
