import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { operationPermissions } from '@one-click/backstage-plugin-one-click-common';
import type {
  Endpoint,
  Operation,
} from '@one-click/backstage-plugin-one-click-common';
import type { Request } from 'express';
import type { RouteRule } from './Route';

type Severity = 'low' | 'medium' | 'high';

export interface AuditedRequest {
  readonly auditor: AuditorService;
  readonly operation: Operation;
  readonly endpoint: Endpoint;
  readonly rule: RouteRule;
  readonly req: Request;
  /** Who asks, where the host is not told. */
  readonly origin: string;
}

/** Records an operation that changes something or reads what is delicate, refused attempts as well. */
export async function audited<T>(
  { auditor, operation, endpoint, rule, req, origin }: AuditedRequest,
  work: () => Promise<T>,
): Promise<T> {
  const { event: eventId } = rule;
  if (eventId === undefined) {
    return work();
  }
  // The host would log a path with a token of ours, and ask one for a sign-in.
  const isHidden = rule.bearers || 'token' in req.params;
  const event = await auditor.createEvent({
    eventId,
    ...(!isHidden && { request: req }),
    severityLevel: severityOf(operation, endpoint),
    meta: { ...namesIn(req), ...(isHidden && { origin }) },
  });
  try {
    const answer = await work();
    await event.success({ meta: madeBy(req) });
    return answer;
  } catch (error) {
    await event.fail({ error: asError(error) });
    throw error;
  }
}

/** What cannot be undone, and who may do what, weighs more than a save; looking weighs less. */
function severityOf(operation: Operation, { method }: Endpoint): Severity {
  if (method === 'get') {
    return 'low';
  }
  const permission = operationPermissions[operation];
  const isGrave =
    permission?.attributes.action === 'delete' ||
    permission?.name === 'one-click.project.grant';
  return isGrave ? 'high' : 'medium';
}

/** The names in the path; a token there is a secret. */
function namesIn({ params }: Request): Record<string, string> {
  const { token: _, ...names } = params;
  return names;
}

/** The name of what was made, where the path does not have it. */
function madeBy({ body, params }: Request): Record<string, string> {
  const name: unknown = body?.name;
  return typeof name === 'string' && !('name' in params) ? { name } : {};
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(toError(error).message);
}
