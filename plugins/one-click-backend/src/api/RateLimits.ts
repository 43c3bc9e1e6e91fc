import type {
  Endpoint,
  Operation,
} from '@one-click/backstage-plugin-one-click-common';
import type { Request, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { RateLimitRequestHandler } from 'express-rate-limit';
import type { RequestLimits } from '../config/readLimits';
import { TooManyRequestsError } from '../errors';

const WINDOW_MS = 60_000;

type Cost = keyof RequestLimits;

/** What makes a registry or a cluster work, so that many requests here are many there. */
const COSTLY: ReadonlySet<string> = new Set([
  'checkHost',
  'checkNewRollout',
  'checkRollout',
  'downloadLogs',
  'inspectImage',
  'listImageTags',
  'lookForUpdates',
  'previewUpdatePolicy',
]);

/**
 * How many requests a minute one caller may make, each process counting for
 * itself. One budget for looking, one for changing, one for what is costly, so
 * that a page that looks too often leaves room for the act that stops it.
 */
export class RateLimits {
  readonly #limiters: Readonly<Record<Cost, RateLimitRequestHandler>>;
  readonly #keys = new WeakMap<object, string>();

  constructor(limits: RequestLimits) {
    this.#limiters = {
      reads: this.#create(limits.reads),
      writes: this.#create(limits.writes),
      costly: this.#create(limits.costly),
    };
  }

  /** Counts a request against the budget of `key`. Throws TooManyRequestsError, with Retry-After set, once that is used up. */
  async count(
    key: string,
    cost: Cost,
    { req, res }: { readonly req: Request; readonly res: Response },
  ): Promise<void> {
    this.#keys.set(req, key);
    await new Promise<void>((resolve, reject) => {
      const next = (error?: unknown) => (error ? reject(error) : resolve());
      this.#limiters[cost](req, res, next);
    });
  }

  #create(limit: number): RateLimitRequestHandler {
    return rateLimit({
      windowMs: WINDOW_MS,
      limit,
      // Retry-After comes with these.
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: req => this.#keys.get(req) ?? '',
      handler: (_req, _res, next) => next(new TooManyRequestsError(limit)),
    });
  }
}

/** Which budget an operation draws on. */
export function costOf(operation: Operation, { method }: Endpoint): Cost {
  if (COSTLY.has(operation)) {
    return 'costly';
  }
  return method === 'get' || operation === 'stream' ? 'reads' : 'writes';
}
