import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  endpoints,
  operationPermissions,
} from '@one-click/backstage-plugin-one-click-common';
import type {
  Endpoint,
  OneClickPermission,
  Operation,
} from '@one-click/backstage-plugin-one-click-common';
import type { Request, RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AccessService } from '../access';
import { audited } from './audited';
import type { Routes } from './createRoutes';
import { buildOpenApi } from './openApi';
import { parsePath, parseRequest } from './parseRequest';
import { costOf } from './RateLimits';
import type { RateLimits } from './RateLimits';
import { createBodyReader } from './readBody';
import type {
  Answerer,
  Exchange,
  Route,
  RoutedOperation,
  RouteRule,
} from './Route';

export interface RouterOptions {
  readonly access: AccessService;
  readonly auditor: AuditorService;
  readonly auth: AuthService;
  readonly httpAuth: HttpAuthService;
  readonly limits: RateLimits;
  readonly routes: Routes;
  /** Answers the one operation that is no route: it goes on for as long as its tab. */
  readonly stream: RequestHandler;
}

/**
 * The API as `endpoints` says it: for each operation it finds out who asks,
 * lets them in or not, parses, and hands over. The host's error middleware
 * turns what is thrown into answers.
 */
export function createRouter(options: RouterOptions): Router {
  const { routes } = options;
  const router = PromiseRouter();
  const openApi = buildOpenApi();
  router.get('/openapi.json', (_req, res) => {
    res.json(openApi);
  });
  for (const operation of Object.keys(routes) as RoutedOperation[]) {
    const { method, path } = endpoints[operation];
    const handler = createHandler(operation, options);
    router[method](toExpressPath(path), handler);
  }
  const { path } = endpoints.stream;
  router.post(toExpressPath(path), createStreamGate(options), options.stream);
  return router;
}

/** Paths where the host must not ask for a sign-in, since a token of ours is all that counts. */
export function openPathsOf(routes: Routes): readonly string[] {
  const operations = Object.keys(routes) as RoutedOperation[];
  return operations
    .filter(operation => routes[operation].rule.bearers)
    .map(operation => endpoints[operation].path.replace(/\/\{.*$/, ''));
}

function createHandler<Op extends RoutedOperation>(
  operation: Op,
  options: RouterOptions,
): RequestHandler {
  const { auditor } = options;
  const endpoint: Endpoint = endpoints[operation];
  const route: Route<Op> = options.routes[operation];
  const { rule } = route;
  const readBody = createBodyReader(endpoint);
  return async (req, res) => {
    const exchange = { req, res };
    const credentials = await authenticate(options, { rule, req });
    const origin = originOf(options.auth, credentials, req);
    if (await isTooMuch(options, { operation, origin, exchange, rule })) {
      res.status(endpoint.status ?? 200).json({});
      return;
    }
    const work = { auditor, operation, endpoint, rule, req, origin };
    const answer = await audited(work, async () => {
      const entry = { operation, endpoint, route, credentials, req };
      const answerTo = await admit(options, entry);
      await readBody(req, res);
      const parsed = parseRequest(operation, endpoint, req);
      return answerTo({ ...parsed, credentials, exchange } as Parameters<
        Answerer<Op>
      >[0]);
    });
    if (endpoint.produces === undefined) {
      res.status(endpoint.status ?? 200).json(answer);
    }
  };
}

/** Counts a request; whether it goes unanswered, because it is one too many of those that are told nothing. */
async function isTooMuch(
  options: RouterOptions,
  { rule, ...request }: CountedRequest & { readonly rule: RouteRule },
): Promise<boolean> {
  try {
    await countRequest(options, request);
    return false;
  } catch (error) {
    if (!rule.quiet) {
      throw error;
    }
    return true;
  }
}

/** What stands before the stream, which looks after the rest itself. */
function createStreamGate(options: RouterOptions): RequestHandler {
  const readBody = createBodyReader(endpoints.stream);
  return async (req, res, next) => {
    const credentials = await options.httpAuth.credentials(req, {
      allow: ['user'],
    });
    const origin = originOf(options.auth, credentials, req);
    const exchange = { req, res };
    await countRequest(options, { operation: 'stream', origin, exchange });
    await readBody(req, res);
    next();
  };
}

async function authenticate(
  { auth, httpAuth }: RouterOptions,
  request: {
    readonly rule: Route<RoutedOperation>['rule'];
    readonly req: Request;
  },
): Promise<BackstageCredentials> {
  const { rule, req } = request;
  return rule.bearers
    ? auth.getNoneCredentials()
    : httpAuth.credentials(req, { allow: ['user', 'service'] });
}

interface CountedRequest {
  readonly operation: Operation;
  readonly origin: string;
  readonly exchange: Exchange;
}

async function countRequest(
  { limits }: RouterOptions,
  request: CountedRequest,
): Promise<void> {
  const { operation, origin, exchange } = request;
  await limits.count(origin, costOf(operation, endpoints[operation]), exchange);
}

/** A person, a service, or where somebody without a sign-in asks from. */
function originOf(
  auth: AuthService,
  credentials: BackstageCredentials,
  req: Request,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : `address:${req.ip}`;
}

/** Refuses whoever may not, in the order in which refusals tell least: no sign-in, no such project, no right. */
async function admit<Op extends RoutedOperation>(
  { access }: RouterOptions,
  entry: {
    readonly operation: Op;
    readonly endpoint: Endpoint;
    readonly route: Route<Op>;
    readonly credentials: BackstageCredentials;
    readonly req: Request;
  },
): Promise<Answerer<Op>> {
  const { operation, endpoint, route, credentials, req } = entry;
  const path = parsePath(endpoint, req);
  if (route.rule.bearers) {
    return route.admit({
      access,
      path,
      caller: undefined,
      permission: undefined,
    });
  }
  const asked: OneClickPermission | undefined = operationPermissions[operation];
  const permission = asked?.type === 'resource' ? asked : undefined;
  const caller = await access.identify(
    credentials,
    permission ? [permission] : [],
  );
  const answerTo = await route.admit({ access, path, caller, permission });
  if (asked?.type === 'basic') {
    await access.require(asked, credentials);
  }
  return answerTo;
}

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
