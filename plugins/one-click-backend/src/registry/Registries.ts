import { createHash } from 'node:crypto';
import type { ImageFacts } from '@one-click/backstage-plugin-one-click-common';
import type { TagSource } from '@one-click/backstage-plugin-one-click-node';
import type { RegistryCall, RegistryClient, TagList } from './RegistryClient';
import { isOfRegistry, RegistryError } from './RegistryError';
import type { RegistryStateStore } from './RegistryStateStore';
import { toAddress } from './RepositoryRef';
import type { RepositoryRef } from './RepositoryRef';

/** Milliseconds that a list of tags is good for a page that asks while somebody types. */
const TAGS_KEPT_MS = 30_000;
const MAX_KEPT = 50;
/** Of all that is kept together; a tag takes some 150 bytes. */
const MAX_KEPT_TAGS = 200_000;
/** Milliseconds that a question may take, all its pages included. */
export const QUESTION_TIMEOUT_MS = 30_000;
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 60 * 60 * 1000;
const FORGOTTEN_MS = 24 * LONGEST_REST_MS;

/** Is told of registries that do not answer. */
export interface RegistryObserver {
  registryFailed(failure: {
    readonly registry: string;
    readonly reason: string;
  }): void;
}

export interface RegistriesOptions {
  readonly client: RegistryClient;
  readonly sources: readonly TagSource[];
  readonly states: RegistryStateStore;
  readonly observer?: RegistryObserver | undefined;
  readonly now: () => number;
  /** Between 0 and 1. */
  readonly random: () => number;
}

interface KeptTags {
  readonly list: TagList;
  readonly until: number;
}

/**
 * All that is asked of registries goes through here. One that limits us or
 * does not answer is left alone, by all replicas, for longer each time; what
 * one does holds up no other.
 */
export class Registries implements RegistryClient {
  readonly #options: RegistriesOptions;
  readonly #kept = new Map<string, KeptTags>();

  constructor(options: RegistriesOptions) {
    this.#options = options;
  }

  /** Fresh, or, where the call says so, up to half a minute old. */
  async listTags(
    ref: RepositoryRef,
    call: RegistryCall & { readonly mayBeOld?: boolean | undefined } = {},
  ): Promise<TagList> {
    const key = keyOf(ref, call);
    const { now } = this.#options;
    const kept = this.#kept.get(key);
    if (call.mayBeOld && kept && kept.until > now()) {
      return kept.list;
    }
    const list = await this.#ask(ref, call, (timed, source) =>
      source
        ? source.listTags(ref, timed).then(tags => ({ tags, isComplete: true }))
        : this.#options.client.listTags(ref, timed),
    );
    const clean = { ...list, tags: list.tags.filter(isTag) };
    this.#keep(key, { list: clean, until: now() + TAGS_KEPT_MS });
    return clean;
  }

  #keep(key: string, tags: KeptTags): void {
    const now = this.#options.now();
    let total = tags.list.tags.length;
    for (const [other, { list, until }] of this.#kept) {
      if (until <= now) {
        this.#kept.delete(other);
      } else {
        total += list.tags.length;
      }
    }
    if (this.#kept.size >= MAX_KEPT || total > MAX_KEPT_TAGS) {
      this.#kept.clear();
    }
    this.#kept.set(key, tags);
  }

  async findDigest(
    ref: RepositoryRef & { readonly tag: string },
    call: RegistryCall = {},
  ): Promise<string | undefined> {
    return this.#ask(ref, call, async (timed, source) => {
      const { client } = this.#options;
      const digest = await (source ?? client).findDigest(ref, timed);
      if (digest !== undefined && !isDigest(digest)) {
        throw new RegistryError(
          'unexpected',
          'What should be a digest is none',
        );
      }
      return digest;
    });
  }

  async inspect(
    ref: RepositoryRef & { readonly reference: string },
    call: RegistryCall = {},
  ): Promise<ImageFacts | undefined> {
    return this.#ask(ref, call, timed =>
      this.#options.client.inspect(ref, timed),
    );
  }

  async #ask<T>(
    ref: RepositoryRef,
    call: RegistryCall,
    question: (
      call: RegistryCall & { readonly signal: AbortSignal },
      source: TagSource | undefined,
    ) => Promise<T>,
  ): Promise<T> {
    const { sources, states } = this.#options;
    const { host } = toAddress(ref);
    const before = await states.find(host);
    this.#refuseWhileResting(before);
    const limit = AbortSignal.timeout(QUESTION_TIMEOUT_MS);
    const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
    const source = sources.find(each => each.answersFor(ref));
    try {
      const answer = await question({ ...call, signal }, source);
      if (before) {
        await states.remove(host);
      }
      return answer;
    } catch (error) {
      // Whoever does not wait for the answer any more says nothing of the registry.
      call.signal?.throwIfAborted();
      throw await this.#fail(host, {
        error: toRegistryError(error, source),
        failures: before?.failures ?? 0,
      });
    }
  }

  #refuseWhileResting(state: Awaited<ReturnType<RegistryStateStore['find']>>) {
    const left = state ? Date.parse(state.retryAt) - this.#options.now() : 0;
    if (state && left > 0) {
      throw new RegistryError(state.problem, state.sentence, {
        retryAfterMs: left,
      });
    }
  }

  async #fail(
    host: string,
    failed: { readonly error: RegistryError; readonly failures: number },
  ): Promise<RegistryError> {
    const { states, observer, now, random } = this.#options;
    const { error, failures } = failed;
    const { problem, message: sentence } = error;
    observer?.registryFailed({ registry: host, reason: problem });
    if (!isOfRegistry(problem)) {
      return error;
    }
    const rest = Math.min(FIRST_REST_MS * 2 ** failures, LONGEST_REST_MS);
    const retryAfterMs = Math.round(
      Math.max(error.retryAfterMs ?? 0, rest) * (1 + random() / 10),
    );
    // People can name any host: nothing stays of those that nobody asks again.
    await states.prune(new Date(now() - FORGOTTEN_MS).toISOString());
    await states.put({
      host,
      problem,
      sentence,
      since: new Date(now()).toISOString(),
      failures: failures + 1,
      retryAt: new Date(now() + retryAfterMs).toISOString(),
    });
    return new RegistryError(problem, sentence, { retryAfterMs });
  }
}

/** Whether a text is what the distribution API takes for a tag; what others say ends up in records and URLs. */
function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text);
}

function isDigest(text: string): boolean {
  return /^sha256:[a-f0-9]{64}$/.test(text);
}

function toRegistryError(
  error: unknown,
  source: TagSource | undefined,
): RegistryError {
  if (error instanceof RegistryError) {
    return error;
  }
  if (source) {
    return new RegistryError('away', `The tag source '${source.id}' failed`);
  }
  return new RegistryError('unexpected', 'The answer cannot be read');
}

/** What one may see is nothing to another; a password is kept as a hash only. */
function keyOf(ref: RepositoryRef, { signIn }: RegistryCall): string {
  return createHash('sha256')
    .update(JSON.stringify([ref.registry, ref.repository, signIn]))
    .digest('base64');
}
