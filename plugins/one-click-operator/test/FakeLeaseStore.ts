import {
  KubeAlreadyExistsError,
  KubeConflictError,
  KubeNotFoundError,
  KubeTimeoutError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { CallOptions } from '@one-click/backstage-plugin-one-click-kube';
import type { MonotonicClock } from '../src/engine/clock';
import type { LeaseClaim, LeaseRecord, LeaseStore } from '../src/engine/lease';

/** What goes wrong with a request, and whether the lease changes all the same. */
export type LeaseFault =
  | { readonly type: 'fail'; readonly error: Error }
  /** No answer comes. */
  | { readonly type: 'hang' }
  /** What is written is written, and no answer comes; reads are answered. */
  | { readonly type: 'loseAnswer' };

/** A lease in memory; several electors share it, each by a connection of its own. */
export class FakeLeaseStore implements LeaseStore {
  /** What the lease says; `undefined` where there is none. */
  lease: LeaseClaim | undefined;
  /** Called when a write arrives, before it is done. */
  onWrite: () => void = () => undefined;
  /** Requests so far, such as `read` and `update by a`. */
  readonly requests: string[] = [];
  #version = 0;

  /** Somebody changes the lease, or what is around it. */
  touch(change: Partial<LeaseClaim> = {}): void {
    if (this.lease) {
      this.lease = { ...this.lease, ...change };
      this.#version += 1;
    }
  }

  async read(): Promise<LeaseRecord | undefined> {
    this.requests.push('read');
    return this.lease && this.#toRecord(this.lease);
  }

  async create(claim: LeaseClaim): Promise<LeaseRecord> {
    this.onWrite();
    this.requests.push(`create by ${claim.holder}`);
    if (this.lease) {
      throw new KubeAlreadyExistsError('The lease exists');
    }
    return this.#write(claim);
  }

  async update(
    claim: LeaseClaim,
    { resourceVersion }: { readonly resourceVersion: string },
  ): Promise<LeaseRecord> {
    this.onWrite();
    this.requests.push(`update by ${claim.holder || 'nobody'}`);
    if (!this.lease) {
      throw new KubeNotFoundError('There is no lease');
    }
    if (resourceVersion !== String(this.#version)) {
      throw new KubeConflictError('The lease has changed', { causes: [] });
    }
    return this.#write(claim);
  }

  #write(claim: LeaseClaim): LeaseRecord {
    this.#version += 1;
    const acquiredAt = claim.acquiredAt ?? this.lease?.acquiredAt;
    this.lease = { ...claim, acquiredAt };
    return this.#toRecord(this.lease);
  }

  #toRecord(lease: LeaseClaim): LeaseRecord {
    const { holder, durationMs, transitions } = lease;
    return {
      holder,
      durationMs,
      transitions,
      resourceVersion: String(this.#version),
      stamp: JSON.stringify(lease),
    };
  }
}

/** One process's way to a lease. */
export class LeaseConnection implements LeaseStore {
  /** Befalls all requests from now on. */
  fault: LeaseFault | undefined;
  readonly #store: FakeLeaseStore;
  readonly #clock: MonotonicClock;

  constructor(store: FakeLeaseStore, clock: MonotonicClock) {
    this.#store = store;
    this.#clock = clock;
  }

  read(options: CallOptions): Promise<LeaseRecord | undefined> {
    const { fault } = this;
    return fault?.type === 'loseAnswer'
      ? this.#store.read()
      : this.#send(options, () => this.#store.read());
  }

  create(claim: LeaseClaim, options: CallOptions): Promise<LeaseRecord> {
    return this.#send(options, () => this.#store.create(claim));
  }

  update(
    claim: LeaseClaim,
    options: CallOptions & { readonly resourceVersion: string },
  ): Promise<LeaseRecord> {
    return this.#send(options, () => this.#store.update(claim, options));
  }

  async #send<R>(options: CallOptions, act: () => Promise<R>): Promise<R> {
    options.signal?.throwIfAborted();
    const { fault } = this;
    if (fault?.type === 'fail') {
      throw fault.error;
    }
    if (fault?.type === 'loseAnswer') {
      await act();
    }
    return fault ? this.#hang(options) : act();
  }

  #hang({ signal, timeoutMs = 30_000 }: CallOptions): Promise<never> {
    return new Promise((_, reject) => {
      const cancel = this.#clock.schedule(
        () => reject(new KubeTimeoutError(`No answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      signal?.addEventListener('abort', () => {
        cancel();
        reject(signal.reason);
      });
    });
  }
}
