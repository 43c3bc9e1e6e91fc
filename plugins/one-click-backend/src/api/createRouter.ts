import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type { Endpoint } from '@one-click/backstage-plugin-one-click-common';
import express from 'express';
import type { Request, RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AccessService } from '../access';
import type { Routes } from './createRoutes';
import { buildOpenApi } from './openApi';
import { parseRequest } from './parseRequest';
import type { Route, RoutedOperation } from './Route';

/** A rollout with every list full stays below this. */
const BODY_LIMIT = '2mb';

export interface RouterOptions {
  readonly access: AccessService;
  readonly auditor: AuditorService;
  readonly httpAuth: HttpAuthService;
  readonly routes: Routes;
  /** Answers the one operation that is no route: it goes on for as long as its tab. */
  readonly stream: RequestHandler;
}

/**
 * The API as `endpoints` says it: for each operation it finds out who asks,
 * parses, and hands over. The host's error middleware turns what is thrown
 * into answers.
 */
export function createRouter(options: RouterOptions): Router {
  const { routes } = options;
  const router = PromiseRouter();
  const openApi = buildOpenApi();
  router.use(express.json({ limit: BODY_LIMIT }));
  router.get('/openapi.json', (_req, res) => {
    res.json(openApi);
  });
  for (const operation of Object.keys(routes) as RoutedOperation[]) {
    const { method, path } = endpoints[operation];
    const handler = createHandler(operation, options);
    router[method](toExpressPath(path), handler);
  }
  router.post(toExpressPath(endpoints.stream.path), options.stream);
  return router;
}

function createHandler<Op extends RoutedOperation>(
  operation: Op,
  options: RouterOptions,
): RequestHandler {
  const { access, httpAuth, auditor } = options;
  const endpoint: Endpoint = endpoints[operation];
  const route: Route<Op> = options.routes[operation];
  return async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const answer = await audited({ auditor, route, req }, async () => {
      const caller = await access.identify(credentials);
      const parsed = parseRequest(operation, endpoint, req);
      const exchange = { req, res };
      const request = { ...parsed, credentials, exchange } as Parameters<
        Route<Op>['handle']
      >[0];
      return route.handle(request, { caller, access });
    });
    if (endpoint.produces === undefined) {
      res.status(endpoint.status ?? 200).json(answer);
    }
  };
}

interface AuditRequest {
  readonly auditor: AuditorService;
  readonly route: Pick<Route<RoutedOperation>, 'rule'>;
  readonly req: Request;
}

/** Records an operation that changes something, refused attempts as well. */
async function audited<T>(
  { auditor, route, req }: AuditRequest,
  work: () => Promise<T>,
): Promise<T> {
  const { event: eventId } = route.rule;
  if (eventId === undefined) {
    return work();
  }
  const event = await auditor.createEvent({
    eventId,
    request: req,
    severityLevel: 'medium',
    meta: { ...req.params },
  });
  try {
    const answer = await work();
    await event.success();
    return answer;
  } catch (error) {
    await event.fail({ error: asError(error) });
    throw error;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(toError(error).message);
}

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
