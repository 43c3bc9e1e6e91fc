import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type {
  endpoints,
  Operation,
  RawOperation,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type {
  AccessService,
  Caller,
  PersonalAccess,
  ProjectAccess,
  UserCaller,
} from '../access';
import type { IdempotencyKey } from '../idempotency/IdempotencyKey';

type Endpoints = typeof endpoints;

/** Operations that a route answers; the stream has a handler of its own. */
export type RoutedOperation = Exclude<Operation, 'stream'>;

type ParamsOf<E> = E extends {
  params: infer P extends Record<string, z.ZodType>;
}
  ? { readonly [K in keyof P]: z.output<P[K]> }
  : Readonly<Record<never, never>>;
type QueryOf<E> = E extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : undefined;
type BodyOf<E> = E extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : undefined;

/** What an operation answers; nothing where it writes the response itself. */
export type AnswerOf<Op extends Operation> = Op extends RawOperation
  ? void
  : z.input<Endpoints[Op]['response']>;

/** A request whose parts have the shapes that the operation asks for. */
export interface ParsedRequest<Op extends Operation> {
  readonly params: ParamsOf<Endpoints[Op]>;
  readonly query: QueryOf<Endpoints[Op]>;
  readonly body: BodyOf<Endpoints[Op]>;
  /** The revision in If-Match. */
  readonly baseRevision: number | undefined;
  readonly idempotency: IdempotencyKey | undefined;
  readonly credentials: BackstageCredentials;
  readonly exchange: Exchange;
}

/** The HTTP request and its response, for operations whose answer is not JSON. */
export interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

/** Who may call an operation; the table of routes and callers in the tests is made from it. */
export interface RouteRule {
  /** Whether other backend plugins may call it on their own behalf. */
  readonly services: boolean;
  /** The least role in the project that the path names. */
  readonly role?: Role | undefined;
  /** The audit event of an operation that changes something. */
  readonly event?: string | undefined;
}

/** One operation: who may call it, and what it does. */
export interface Route<Op extends Operation> {
  readonly rule: RouteRule;
  handle(
    request: ParsedRequest<Op>,
    guard: { readonly caller: Caller; readonly access: AccessService },
  ): Promise<AnswerOf<Op>>;
}

/** For everybody who is signed in, and for services. */
export function forAnyone<Op extends Operation>(
  handle: (request: ParsedRequest<Op>, caller: Caller) => Promise<AnswerOf<Op>>,
): Route<Op> {
  return {
    rule: { services: true },
    handle: (request, { caller }) => handle(request, caller),
  };
}

/** For people only; `event` where it changes something. */
export function forPeople<Op extends Operation>(
  rule: Pick<RouteRule, 'event'>,
  handle: (
    request: ParsedRequest<Op>,
    caller: UserCaller,
  ) => Promise<AnswerOf<Op>>,
): Route<Op> {
  return {
    rule: { ...rule, services: false },
    handle: async (request, { caller }) =>
      handle(request, requirePerson(caller)),
  };
}

/** For those with a role in the project of the path, and for services, since it only reads. */
export function readsProject<Op extends Operation>(
  role: Role,
  handle: (
    request: ParsedRequest<Op>,
    access: ProjectAccess,
  ) => Promise<AnswerOf<Op>>,
): Route<Op> {
  return {
    rule: { services: true, role },
    handle: async (request, { caller, access }) =>
      handle(
        request,
        await access.enter({ caller, project: projectOf(request), role }),
      ),
  };
}

/** For people with a role in the project of the path. */
export function changesProject<Op extends Operation>(
  rule: { readonly role: Role; readonly event: string },
  handle: (
    request: ParsedRequest<Op>,
    access: PersonalAccess,
  ) => Promise<AnswerOf<Op>>,
): Route<Op> {
  const { role } = rule;
  return {
    rule: { ...rule, services: false },
    handle: async (request, guard) => {
      const caller = requirePerson(guard.caller);
      const project = projectOf(request);
      const entered = await guard.access.enter({ caller, project, role });
      return handle(request, { ...entered, caller });
    },
  };
}

function requirePerson(caller: Caller): UserCaller {
  if (caller.kind !== 'user') {
    throw new NotAllowedError(
      `'${caller.ref}' is a service, which may only read here: call on behalf of a person`,
    );
  }
  return caller;
}

function projectOf({ params }: { readonly params: object }): string {
  const project = 'project' in params ? params.project : undefined;
  if (typeof project !== 'string') {
    throw new Error('The path of this operation names no project');
  }
  return project;
}
