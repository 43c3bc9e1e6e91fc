import type { z } from 'zod';
import type { endpoints, Operation } from './endpoints';

type Table = typeof endpoints;

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

type ParamsPart<E> = E extends {
  params: infer P extends Record<string, z.ZodType>;
}
  ? { readonly params: { readonly [K in keyof P]: z.output<P[K]> } }
  : { readonly params?: undefined };
type QueryPart<E> = E extends { query: infer Q extends z.ZodType }
  ? { readonly query?: Optional<z.output<Q>> | undefined }
  : { readonly query?: undefined };
type BodyPart<E> = E extends { body: infer B extends z.ZodType }
  ? { readonly body: z.input<B> }
  : { readonly body?: undefined };
type BasePart<E> = E extends { headers: readonly (infer H)[] }
  ? 'If-Match' extends H
    ? { readonly baseRevision: number }
    : unknown
  : unknown;

/** What a call of an operation takes, by the table of endpoints. */
export type CallOf<Op extends Operation> = ParamsPart<Table[Op]> &
  QueryPart<Table[Op]> &
  BodyPart<Table[Op]> &
  BasePart<Table[Op]>;

/** What an operation answers. */
export type AnswerOf<Op extends Operation> = z.output<Table[Op]['response']>;
