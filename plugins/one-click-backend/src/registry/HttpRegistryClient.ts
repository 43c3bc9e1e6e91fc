import type { ImageFacts } from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import { nextPage, parseJson, refuseFailure } from './answers';
import {
  ACCEPTED_MANIFESTS,
  chooseManifest,
  digestOf,
  imageConfigSchema,
  manifestSchema,
  platformsOf,
  toFacts,
} from './manifests';
import type { ImageConfig, Manifest } from './manifests';
import type { RegistryCall, RegistryClient, TagList } from './RegistryClient';
import { RegistryError } from './RegistryError';
import { RegistrySession } from './RegistrySession';
import type { RegistrySessionOptions } from './RegistrySession';
import { toAddress } from './RepositoryRef';
import type { RepositoryRef } from './RepositoryRef';

const PAGE_SIZE = 1_000;
/** To order more tags than that would keep the process from everything else for too long. */
const MAX_PAGES = 20;
/** Some registries give more on a page than was asked for. */
const MAX_TAGS = MAX_PAGES * PAGE_SIZE;

const tagsSchema = z.object({ tags: z.array(z.string()).nullish() });
const JSON_ONLY = 'application/json';
const ANYTHING = '*/*';
const accept = ACCEPTED_MANIFESTS;
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** Speaks the OCI distribution API. */
export class HttpRegistryClient implements RegistryClient {
  readonly #options: RegistrySessionOptions;

  static create(options: RegistrySessionOptions) {
    return new HttpRegistryClient(options);
  }

  private constructor(options: RegistrySessionOptions) {
    this.#options = options;
  }

  async listTags(ref: RepositoryRef, call?: RegistryCall): Promise<TagList> {
    const session = this.#open(ref, call);
    const tags = new Set<string>();
    let url: URL | undefined = session.urlOf(`tags/list?n=${PAGE_SIZE}`);
    for (let page = 0; url !== undefined; page += 1) {
      if (page === MAX_PAGES) {
        return { tags: [...tags], isComplete: false };
      }
      const answer = await session.send({
        method: 'GET',
        url,
        accept: JSON_ONLY,
      });
      refuseFailure(answer, session.what);
      const parsed = tagsSchema.safeParse(parseJson(answer.body));
      if (answer.status !== 200 || !parsed.success) {
        throw unexpected(session.what, 'list of tags');
      }
      parsed.data.tags?.forEach(tag => tags.add(tag));
      if (tags.size > MAX_TAGS) {
        return { tags: [...tags].slice(0, MAX_TAGS), isComplete: false };
      }
      url = nextPage(answer, url);
    }
    return { tags: [...tags], isComplete: true };
  }

  async findDigest(
    ref: RepositoryRef & { readonly tag: string },
    call?: RegistryCall,
  ): Promise<string | undefined> {
    const session = this.#open(ref, call);
    const url = session.urlOf(`manifests/${ref.tag}`);
    const head = await session.send({ method: 'HEAD', url, accept });
    if (head.status === 404) {
      return undefined;
    }
    refuseFailure(head, session.what);
    const named = head.headers['docker-content-digest'];
    if (typeof named === 'string' && DIGEST.test(named)) {
      return named;
    }
    // Not every registry names it, and then only the content can tell.
    const manifest = await this.#getManifest(session, ref.tag);
    return manifest?.digest;
  }

  async inspect(
    ref: RepositoryRef & { readonly reference: string },
    call?: RegistryCall,
  ): Promise<ImageFacts | undefined> {
    const session = this.#open(ref, call);
    const top = await this.#getManifest(session, ref.reference);
    if (!top) {
      return undefined;
    }
    const { manifest } = top;
    const isIndex = 'manifests' in manifest;
    const chosen = isIndex ? chooseManifest(manifest.manifests) : undefined;
    const one =
      chosen === undefined ? top : await this.#getManifest(session, chosen);
    return toFacts({
      digest: top.digest,
      config:
        one && 'config' in one.manifest
          ? await this.#getConfig(session, one.manifest.config.digest)
          : {},
      platforms: isIndex ? platformsOf(manifest.manifests) : [],
    });
  }

  #open(ref: RepositoryRef, call: RegistryCall = {}): RegistrySession {
    return new RegistrySession({
      ...this.#options,
      ...call,
      address: toAddress(ref),
    });
  }

  async #getManifest(
    session: RegistrySession,
    reference: string,
  ): Promise<
    { readonly digest: string; readonly manifest: Manifest } | undefined
  > {
    const url = session.urlOf(`manifests/${reference}`);
    const answer = await session.send({ method: 'GET', url, accept });
    if (answer.status === 404) {
      return undefined;
    }
    refuseFailure(answer, session.what);
    const digest = digestOf(answer.body);
    const parsed = manifestSchema.safeParse(parseJson(answer.body));
    const isOther = DIGEST.test(reference) && reference !== digest;
    if (answer.status !== 200 || !parsed.success || isOther) {
      throw unexpected(session.what, 'manifest');
    }
    return { digest, manifest: parsed.data };
  }

  async #getConfig(
    session: RegistrySession,
    digest: string,
  ): Promise<ImageConfig> {
    const answer = await session.send({
      method: 'GET',
      url: session.urlOf(`blobs/${digest}`),
      accept: ANYTHING,
    });
    refuseFailure(answer, session.what);
    const parsed = imageConfigSchema.safeParse(parseJson(answer.body));
    if (!parsed.success || digestOf(answer.body) !== digest) {
      throw unexpected(session.what, 'configuration');
    }
    return parsed.data;
  }
}

function unexpected(what: string, part: string): RegistryError {
  return new RegistryError(
    'unexpected',
    `The registry's ${part} for ${what} is not what the distribution API says`,
  );
}
