import {
  KubeAlreadyExistsError,
  KubeNotFoundError,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  KubeClient,
  KubePatch,
} from '@one-click/backstage-plugin-one-click-kube';

/** An event as the fake keeps it. */
export interface KeptEvent {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly count: number;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** A cluster that knows events only. */
export class FakeEvents {
  /** By name. */
  readonly events = new Map<string, KeptEvent>();
  /** Requests so far, such as `create` and `patch`. */
  readonly requests: string[] = [];
  /** Called for each request before it is done; may throw, or not resolve. */
  fault: (request: string, signal?: AbortSignal) => Promise<void> | void = () =>
    undefined;

  /** What a recorder needs of a client. */
  readonly client = {
    create: async (
      _: unknown,
      event: KeptEvent,
      options?: { readonly signal?: AbortSignal },
    ) => {
      await this.#begin('create', options?.signal);
      if (this.events.has(event.metadata.name)) {
        throw new KubeAlreadyExistsError('It exists');
      }
      this.events.set(event.metadata.name, event);
      return event;
    },
    patch: async (
      _: unknown,
      { name }: { readonly name: string },
      options: { readonly patch: KubePatch; readonly signal?: AbortSignal },
    ) => {
      await this.#begin('patch', options.signal);
      const event = this.events.get(name);
      if (!event) {
        throw new KubeNotFoundError('There is none');
      }
      this.events.set(name, { ...event, ...options.patch.body });
      return event;
    },
  } as unknown as Pick<KubeClient, 'create' | 'patch'>;

  /** All of them, in the order of their coming. */
  get all(): readonly KeptEvent[] {
    return [...this.events.values()];
  }

  async #begin(request: string, signal?: AbortSignal): Promise<void> {
    this.requests.push(request);
    await this.fault(request, signal);
  }
}
