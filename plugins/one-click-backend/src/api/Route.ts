import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import type {
  endpoints,
  OneClickResourcePermission,
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
  /** The audit event of an operation that changes something, or reads what is delicate. */
  readonly event?: string | undefined;
  /** It asks for no sign-in: the token that it comes with is all that counts. */
  readonly bearers?: boolean | undefined;
  /** Whoever calls learns nothing, not even that they call too often. */
  readonly quiet?: boolean | undefined;
}

/** Who stands at the door of an operation, and which door it is. */
export interface Guard {
  readonly access: AccessService;
  /** Absent where the operation asks for no sign-in. */
  readonly caller: Caller | undefined;
  /** What the path names, in good form. */
  readonly path: {
    readonly project?: string | undefined;
    readonly rollout?: string | undefined;
  };
  /** What the portal's policy is asked for, beside reading. */
  readonly permission: OneClickResourcePermission | undefined;
}

/** What answers a caller who was let in. */
export type Answerer<Op extends Operation> = (
  request: ParsedRequest<Op>,
) => Promise<AnswerOf<Op>>;

/** One operation: who may call it, and what it does. */
export interface Route<Op extends Operation> {
  readonly rule: RouteRule;
  /** Lets the caller in or throws, before anything of the request but its path is read. */
  admit(guard: Guard): Promise<Answerer<Op>>;
}

/** For everybody who is signed in, and for services. */
export function forAnyone<Op extends Operation>(
  handle: (request: ParsedRequest<Op>, caller: Caller) => Promise<AnswerOf<Op>>,
): Route<Op> {
  return {
    rule: { services: true },
    async admit(guard) {
      const caller = requireCaller(guard);
      return request => handle(request, caller);
    },
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
    async admit(guard) {
      const caller = requirePerson(guard);
      return request => handle(request, caller);
    },
  };
}

/**
 * For whoever holds a token of ours, such as a registry or a pipeline: the host
 * asks for no sign-in, and `handle` alone judges the token. A path that names
 * one keeps it out of the audit log by calling it `token`.
 */
export function forBearers<Op extends Operation>(
  rule: { readonly event: string; readonly quiet?: boolean },
  handle: Answerer<Op>,
): Route<Op> {
  return {
    rule: { ...rule, services: false, bearers: true },
    admit: async () => handle,
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
    async admit(guard) {
      const caller = requireCaller(guard);
      const entered = await enter(guard, { caller, role });
      return request => handle(request, entered);
    },
  };
}

/**
 * For people with a role in the project of the path: what changes something, or
 * reads what is delicate, such as logs, and is audited for it.
 */
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
    async admit(guard) {
      const caller = requirePerson(guard);
      const entered = await enter(guard, { caller, role });
      return request => handle(request, { ...entered, caller });
    },
  };
}

/** As `changesProject`, for what only reads. */
export const readsDelicately: typeof changesProject = changesProject;

async function enter(
  { access, path, permission }: Guard,
  who: { readonly caller: Caller; readonly role: Role },
): Promise<ProjectAccess> {
  const { project, rollout } = path;
  if (project === undefined) {
    throw new Error('The path of this operation names no project');
  }
  return access.enter({ ...who, project, rollout, permission });
}

function requireCaller({ caller }: Guard): Caller {
  if (!caller) {
    throw new AuthenticationError('Sign in to use this');
  }
  return caller;
}

function requirePerson(guard: Guard): UserCaller {
  const caller = requireCaller(guard);
  if (caller.kind !== 'user') {
    throw new NotAllowedError(
      `'${caller.ref}' is a service, which may only read here: call on behalf of a person`,
    );
  }
  return caller;
}
