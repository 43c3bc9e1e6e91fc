import type { ImageFacts } from '@one-click/backstage-plugin-one-click-common';
import type { RepositoryRef, SignIn } from './RepositoryRef';

/** What every call takes. */
export interface RegistryCall {
  readonly signIn?: SignIn | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The tags of a repository, in the registry's order. */
export interface TagList {
  readonly tags: readonly string[];
  /** False where there are more than are read. */
  readonly isComplete: boolean;
}

/** Asks registries about images. Every method throws RegistryError where the registry does not answer. */
export interface RegistryClient {
  listTags(ref: RepositoryRef, call?: RegistryCall): Promise<TagList>;
  /** The digest that a tag stands for now; absent where there is no such tag. */
  findDigest(
    ref: RepositoryRef & { readonly tag: string },
    call?: RegistryCall,
  ): Promise<string | undefined>;
  /** Absent where there is no such image; `reference` is a tag or a digest. */
  inspect(
    ref: RepositoryRef & { readonly reference: string },
    call?: RegistryCall,
  ): Promise<ImageFacts | undefined>;
}
