import { createHash } from 'node:crypto';
import type { ImageFacts } from '@one-click/backstage-plugin-one-click-common';
import type {
  RegistryCall,
  RegistryClient,
} from '../src/registry/RegistryClient';
import { RegistryError } from '../src/registry/RegistryError';
import type { RepositoryRef } from '../src/registry/RepositoryRef';

interface FakeImage {
  readonly digest: string;
  readonly createdAt: string | undefined;
}

/** Registries in memory. */
export class FakeRegistryClient implements RegistryClient {
  /** What was asked: `list <repository>`, `head <repository>:<tag>`, `get <repository>@<reference>`. */
  readonly asked: string[] = [];
  readonly signIns: (RegistryCall['signIn'] | undefined)[] = [];
  /** Of every image. */
  platforms: ImageFacts['platforms'] = [];
  readonly #images = new Map<string, FakeImage>();
  readonly #failures = new Map<string, RegistryError | 'hang'>();

  /** Makes an image be there, or be another one. */
  push(
    image: string,
    over: { readonly content?: string; readonly createdAt?: string } = {},
  ): string {
    const digest = digestFor(`${image} ${over.content ?? ''}`);
    this.#images.set(image, { digest, createdAt: over.createdAt });
    return digest;
  }

  /** Has a registry fail, or hang until the caller gives up, from now on; `undefined` ends that. */
  fail(registry: string, failure: RegistryError | 'hang' | undefined): void {
    if (failure) {
      this.#failures.set(registry, failure);
    } else {
      this.#failures.delete(registry);
    }
  }

  async listTags(ref: RepositoryRef, call: RegistryCall = {}) {
    await this.#ask(ref, call, `list ${nameOf(ref)}`);
    const prefix = `${nameOf(ref)}:`;
    const tags = [...this.#images.keys()]
      .filter(name => name.startsWith(prefix))
      .map(name => name.slice(prefix.length));
    return { tags, isComplete: true };
  }

  async findDigest(
    ref: RepositoryRef & { readonly tag: string },
    call: RegistryCall = {},
  ) {
    const name = `${nameOf(ref)}:${ref.tag}`;
    await this.#ask(ref, call, `head ${name}`);
    return this.#images.get(name)?.digest;
  }

  async inspect(
    ref: RepositoryRef & { readonly reference: string },
    call: RegistryCall = {},
  ): Promise<ImageFacts | undefined> {
    await this.#ask(ref, call, `get ${nameOf(ref)}@${ref.reference}`);
    const image = [...this.#images].find(
      ([name, { digest }]) =>
        name === `${nameOf(ref)}:${ref.reference}` || digest === ref.reference,
    )?.[1];
    return (
      image && {
        digest: image.digest,
        platforms: this.platforms,
        exposedPorts: [],
        volumes: [],
        ...(image.createdAt !== undefined && { createdAt: image.createdAt }),
      }
    );
  }

  async #ask(ref: RepositoryRef, call: RegistryCall, what: string) {
    this.asked.push(what);
    this.signIns.push(call.signIn);
    const failure = this.#failures.get(ref.registry);
    if (failure === 'hang') {
      await new Promise((_, reject) => {
        call.signal?.addEventListener('abort', () =>
          reject(call.signal?.reason),
        );
      });
    }
    if (failure instanceof RegistryError) {
      throw failure;
    }
  }
}

function nameOf({ registry, repository }: RepositoryRef): string {
  return `${registry}/${repository}`;
}

/** The digest of an image with that content. */
export function digestFor(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
