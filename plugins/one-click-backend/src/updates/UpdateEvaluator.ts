import type { SkippedTag } from '@one-click/backstage-plugin-one-click-common';
import type { Registries } from '../registry/Registries';
import type { TagList } from '../registry/RegistryClient';
import type { Evaluation, EvaluationRequest } from './Evaluation';
import { judgeCandidate, QUARANTINED, suspectsOf } from './judgeCandidate';
import type { Candidate } from './judgeCandidate';
import { rankTags } from './tags/rankTags';
import type { TagRule } from './tags/rankTags';
import { warnOfTags } from './tags/warnOfTags';
import type { Sighting } from './UpdateStore';

/** Newer tags that are asked about at most: each costs the registry a request. */
const MAX_CANDIDATES = 10;

const MISSING = { reason: 'missing', sentence: 'is no image' } as const;
const SAME_CONTENT = {
  reason: 'sameContent',
  sentence: 'stands for the image that runs',
} as const;
const FIRST_SEEN = {
  reason: 'sameContent',
  sentence:
    'is looked at for the first time: what it stands for next is compared with what it stands for now',
} as const;

/** Finds out what a policy would do. Reads registries, and writes nothing. */
export class UpdateEvaluator {
  readonly #registries: Registries;

  constructor(registries: Registries) {
    this.#registries = registries;
  }

  /** Throws RegistryError where the registry does not answer. */
  async evaluate(request: EvaluationRequest): Promise<Evaluation> {
    const { rule } = request.settings;
    return rule.kind === 'digest'
      ? this.#evaluateDigest(request)
      : this.#evaluateTags(request, rule);
  }

  async #evaluateTags(
    request: EvaluationRequest,
    rule: TagRule,
  ): Promise<Evaluation> {
    const { ref, running, holding, now } = request;
    const list = await this.#registries.listTags(ref, request);
    const ranking = rankTags({
      rule,
      running: running.tag,
      tags: list.tags,
      // A pin ends only with something newer than what was rolled back.
      floor: holding.pin && holding.quarantined.map(({ tag }) => tag),
      now,
    });
    const chosen = await this.#choose(ranking.candidates, request);
    return {
      ...chosen,
      skipped: [...chosen.skipped, ...ranking.skipped],
      warnings: warningsOf(list, { ...ranking, rule }),
    };
  }

  async #choose(
    tags: readonly string[],
    request: EvaluationRequest,
  ): Promise<Pick<Evaluation, 'pick' | 'skipped' | 'sightings'>> {
    const skipped: SkippedTag[] = [];
    const sightings: Sighting[] = [];
    for (const tag of tags.slice(0, MAX_CANDIDATES)) {
      const candidate = await this.#look(tag, request);
      const reason = candidate
        ? judgeCandidate(candidate, request) ??
          (await this.#judgeParts(candidate, request))
        : MISSING;
      if (candidate && request.settings.minimumAgeMinutes > 0) {
        sightings.push(toSighting(candidate));
      }
      if (candidate && !reason) {
        const { digest } = candidate;
        return { pick: { tag, digest }, skipped, sightings };
      }
      skipped.push({ tag, ...(reason ?? MISSING) });
    }
    return { pick: undefined, skipped, sightings };
  }

  async #look(
    tag: string,
    request: EvaluationRequest,
  ): Promise<Candidate | undefined> {
    const { ref, signIn, signal } = request;
    const digest = await this.#registries.findDigest(
      { ...ref, tag },
      { signIn, signal },
    );
    return digest === undefined
      ? undefined
      : { tag, digest, since: await this.#since({ tag, digest }, request) };
  }

  /**
   * Since when an image is known to be there. What it says of its own age
   * counts only where it was there before we ever looked: whoever pushes an
   * image can write any date into it.
   */
  async #since(
    { tag, digest }: { readonly tag: string; readonly digest: string },
    request: EvaluationRequest,
  ): Promise<number> {
    const { ref, sightings, settings, isFirstLook, now } = request;
    const known = sightings.find(
      each => each.tag === tag && each.digest === digest,
    );
    if (known) {
      return Date.parse(known.since);
    }
    if (!isFirstLook || settings.minimumAgeMinutes === 0) {
      return now;
    }
    const image = await this.#registries.inspect(
      { ...ref, reference: digest },
      request,
    );
    return Math.min(Date.parse(image?.createdAt ?? '') || now, now);
  }

  /** A quarantined image may be one of several that the tag stands for. */
  async #judgeParts(
    candidate: Candidate,
    request: EvaluationRequest,
  ): Promise<Omit<SkippedTag, 'tag'> | undefined> {
    const suspects = suspectsOf(candidate, request);
    if (suspects.length === 0) {
      return undefined;
    }
    const reference = candidate.digest;
    const image = await this.#registries.inspect(
      { ...request.ref, reference },
      request,
    );
    const isBad = image?.platforms.some(({ digest = '' }) =>
      suspects.includes(digest),
    );
    return isBad ? QUARANTINED : undefined;
  }

  async #evaluateDigest(request: EvaluationRequest): Promise<Evaluation> {
    const { running, seenDigest } = request;
    const { tag } = running;
    const candidate = await this.#look(tag, request);
    const nothing = {
      pick: undefined,
      skipped: [],
      warnings: [],
      sightings: [],
    };
    if (!candidate) {
      return { ...nothing, skipped: [{ tag, ...MISSING }] };
    }
    const { digest } = candidate;
    const before = running.digest ?? seenDigest;
    if (before === undefined) {
      const skipped = [{ tag, ...FIRST_SEEN }];
      return { ...nothing, skipped, seenDigest: digest };
    }
    if (before === digest) {
      return { ...nothing, skipped: [{ tag, ...SAME_CONTENT }] };
    }
    const reason =
      judgeCandidate(candidate, request) ??
      (await this.#judgeParts(candidate, request)) ??
      (await this.#judgeMaking(candidate, { request, before }));
    return {
      ...nothing,
      pick: reason ? undefined : { tag, digest },
      skipped: reason ? [{ tag, ...reason }] : [],
      sightings: [toSighting(candidate)],
    };
  }

  /** Somebody may have pointed a moving tag back at an older image. */
  async #judgeMaking(
    { digest }: Candidate,
    at: { readonly request: EvaluationRequest; readonly before: string },
  ): Promise<Omit<SkippedTag, 'tag'> | undefined> {
    const { ref } = at.request;
    const createdAt = async (reference: string) => {
      const image = await this.#registries.inspect(
        { ...ref, reference },
        at.request,
      );
      return image?.createdAt;
    };
    const [now, then] = [await createdAt(digest), await createdAt(at.before)];
    return now !== undefined && then !== undefined && now < then
      ? { reason: 'older', sentence: 'now stands for an image made earlier' }
      : undefined;
  }
}

function toSighting({ tag, digest, since }: Candidate): Sighting {
  return { tag, digest, since: new Date(since).toISOString() };
}

function warningsOf(
  { tags, isComplete }: TagList,
  ranking: {
    readonly rule: TagRule;
    readonly skipped: readonly SkippedTag[];
    readonly obstacle?: string | undefined;
  },
): string[] {
  const cut = isComplete
    ? []
    : ['The repository has more tags than are read: some may be missing here'];
  const { obstacle, rule } = ranking;
  return [
    ...(obstacle === undefined ? [] : [obstacle]),
    ...warnOfTags(tags, rule),
    ...cut,
  ];
}
