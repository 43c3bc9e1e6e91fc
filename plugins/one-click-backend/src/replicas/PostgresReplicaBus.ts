import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { Knex } from 'knex';
import { z } from 'zod';
import { openListener } from './openListener';
import type { Listener } from './openListener';
import type { ReplicaBus, ReplicaHandlers, ReplicaMessage } from './ReplicaBus';

const CHANNEL = 'one_click_changes';
/** PostgreSQL takes 8,000 bytes a message; a rollout with its revisions takes about 60. */
const ROLLOUTS_A_MESSAGE = 50;
/** A connection that says nothing is asked for an echo; a proxy may have cut it. */
export const ECHO_EVERY_MS = 30_000;
/** An echo that takes longer never comes, as through a pooler that shares connections. */
export const ECHO_WITHIN_MS = 5_000;
/** A connection that was cut comes back at once; a database that is away does not. */
const FIRST_RETRY_MS = 1_000;
const RETRY_MS = 15_000;

const messageSchema = z.object({
  from: z.string(),
  message: z
    .discriminatedUnion('type', [
      z.object({
        type: z.literal('rollouts'),
        rollouts: z.array(
          z.tuple([z.string(), z.array(z.number().int()).readonly()]),
        ),
      }),
      z.object({ type: z.enum(['roles', 'acted']), projectId: z.string() }),
    ])
    // An echo, by which a process finds out that it still hears.
    .optional(),
});

export interface PostgresReplicaBusOptions {
  readonly knex: Knex;
  /** Names this process among the others. */
  readonly processId: string;
  readonly clock: Clock;
  readonly logger: LoggerService;
  /** Opens the connection that hears; PostgreSQL's by default. */
  readonly listen?: typeof openListener;
}

/**
 * Tells other processes by PostgreSQL's NOTIFY and hears them by LISTEN, on one
 * connection beside the pool. It asks itself for an echo now and then: while
 * that fails, viewers are told every half minute to read again, so that no page
 * stays wrong for longer, and the connection is made anew.
 */
export class PostgresReplicaBus implements ReplicaBus {
  readonly #options: PostgresReplicaBusOptions;
  #handlers: ReplicaHandlers | undefined;
  #listener: Listener | undefined;
  #state: 'ok' | 'down' = 'down';
  #hasFailed = false;
  #cancel: () => void = () => {};
  #hearEcho: () => void = () => {};
  #isStopped = false;

  constructor(options: PostgresReplicaBusOptions) {
    this.#options = options;
  }

  get state(): 'ok' | 'down' {
    return this.#state;
  }

  send(message: ReplicaMessage): void {
    for (const part of split(message)) {
      this.#notify(part).catch(error => this.#warn('told', error));
    }
  }

  start(handlers: ReplicaHandlers): void {
    this.#handlers = handlers;
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#listener?.close();
  }

  async #connect(): Promise<void> {
    const { knex, listen = openListener } = this.#options;
    try {
      const listener = await listen(knex, CHANNEL, {
        onMessage: text => this.#hear(text),
        onEnd: () => this.#reconnect(new Error('the connection ended')),
      });
      this.#listener = listener;
      if (this.#isStopped) {
        await listener.close();
        return;
      }
      await this.#askForEcho();
    } catch (error) {
      await this.#reconnect(error);
    }
  }

  async #askForEcho(): Promise<void> {
    const { clock } = this.#options;
    const heard = new Promise<void>((resolve, reject) => {
      const cancel = clock.schedule(
        () => reject(new Error('no echo came back')),
        ECHO_WITHIN_MS,
      );
      this.#hearEcho = () => {
        cancel();
        resolve();
      };
    });
    await Promise.all([heard, this.#notify(undefined)]);
    this.#turnOk();
    this.#schedule(() => {
      this.#askForEcho().catch(error => this.#reconnect(error));
    }, ECHO_EVERY_MS);
  }

  #turnOk(): void {
    this.#state = 'ok';
    if (this.#hasFailed) {
      this.#hasFailed = false;
      this.#handlers?.onGap();
    }
  }

  async #reconnect(cause: unknown): Promise<void> {
    if (this.#isStopped) {
      return;
    }
    const listener = this.#listener;
    this.#listener = undefined;
    this.#state = 'down';
    const pauseMs = this.#hasFailed ? RETRY_MS : FIRST_RETRY_MS;
    if (!this.#hasFailed) {
      this.#warn('heard', cause);
    }
    this.#hasFailed = true;
    this.#handlers?.onGap();
    await listener?.close().catch(() => undefined);
    this.#schedule(() => this.#connect(), pauseMs);
  }

  #schedule(work: () => void, ms: number): void {
    this.#cancel();
    if (!this.#isStopped) {
      this.#cancel = this.#options.clock.schedule(work, ms);
    }
  }

  #hear(text: string): void {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    if (!parsed.success) {
      // Of a newer version that runs beside this one.
      this.#handlers?.onGap();
      return;
    }
    const { from, message } = parsed.data;
    if (from === this.#options.processId) {
      this.#hearEcho();
    } else if (message) {
      this.#handlers?.onMessage(message);
    }
  }

  async #notify(message: ReplicaMessage | undefined): Promise<void> {
    const { knex, processId } = this.#options;
    const text = JSON.stringify({ from: processId, message });
    await knex.raw('select pg_notify(?, ?)', [CHANNEL, text]);
  }

  #warn(what: 'told' | 'heard', error: unknown): void {
    if (!this.#isStopped) {
      this.#options.logger.warn(
        `Other replicas are not ${what}, so that pages may be half a minute late: ${stringifyError(
          error,
        )}`,
      );
    }
  }
}

function split(message: ReplicaMessage): readonly ReplicaMessage[] {
  if (message.type !== 'rollouts') {
    return [message];
  }
  const { rollouts } = message;
  const count = Math.ceil(rollouts.length / ROLLOUTS_A_MESSAGE);
  return Array.from({ length: count }, (_, index) => ({
    type: 'rollouts',
    rollouts: rollouts.slice(
      index * ROLLOUTS_A_MESSAGE,
      (index + 1) * ROLLOUTS_A_MESSAGE,
    ),
  }));
}
