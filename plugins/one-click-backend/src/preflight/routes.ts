import { once } from 'node:events';
import type { Response } from 'express';
import type { PreflightMessage } from '@one-click/backstage-plugin-one-click-common';
import { readsDelicately, readsProject } from '../api/Route';
import type { Routes } from '../api/createRoutes';
import { toAddress } from '../hosts/Address';
import type { HostLookup } from '../hosts/HostLookup';
import type { Preflight, PreflightService } from './DefaultPreflightService';

/** Operations of pre-flights. */
export type PreflightOperation =
  | 'checkNewRollout'
  | 'checkRollout'
  | 'checkHost';

export interface PreflightServices {
  readonly preflights: PreflightService;
  readonly hosts: HostLookup;
}

/** Who may ask what would come of a save. */
export function createPreflightRoutes(
  services: PreflightServices,
): Pick<Routes, PreflightOperation> {
  const { preflights, hosts } = services;
  return {
    checkNewRollout: readsDelicately(
      { role: 'editor', event: 'rollout-check' },
      async ({ body, exchange }, access) => {
        const { name: rollout, spec } = body;
        const request = { access, rollout, spec, exists: false };
        await write(exchange.res, await preflights.prepare(request));
      },
    ),
    checkRollout: readsDelicately(
      { role: 'editor', event: 'rollout-check' },
      async ({ params, body, exchange }, access) => {
        const { rollout } = params;
        const request = { access, rollout, spec: body.spec, exists: true };
        await write(exchange.res, await preflights.prepare(request));
      },
    ),
    checkHost: readsProject('editor', async ({ query }, access) =>
      hosts.look({
        access,
        address: toAddress(query),
        rollout: query.rollout,
      }),
    ),
  };
}

/** Writes each message as it comes; ends the pre-flight where nobody reads any more. */
async function write(res: Response, preflight: Preflight): Promise<void> {
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  res.on('error', () => gone.abort());
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // Compression would hold messages back until the end.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  for await (const message of preflight.run(gone.signal)) {
    if (gone.signal.aborted) {
      return;
    }
    if (!res.write(format(message))) {
      await once(res, 'drain', { signal: gone.signal }).catch(() => undefined);
    }
  }
  res.end();
}

function format(message: PreflightMessage): string {
  return `event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`;
}
