/** A repository of images, as a rollout's spec names it. */
export interface TagSourceRepository {
  /** Host, with port and leading path where it has them, such as `docker.io`. */
  readonly registry: string;
  /** As in `library/nginx`. */
  readonly repository: string;
}

/** What every call of a tag source takes. */
export interface TagSourceOptions {
  /** Aborts when nobody waits for the answer any more; after 30 s at the latest. */
  readonly signal: AbortSignal;
}

/**
 * Knows the tags of repositories that the OCI distribution API does not serve
 * well: behind a cloud's own sign-in, or out of an inventory.
 *
 * Called by every look of an update policy and by the tag list of the image
 * form. One that throws counts as a registry that is away: it is left alone for
 * a while, and other registries are not held up.
 */
export interface TagSource {
  /** Unique among sources, such as `acme.ecr`. */
  readonly id: string;
  /** Whether this source answers for a repository; the first that does is asked, and the registry is not. */
  answersFor(repository: TagSourceRepository): boolean;
  /** All tags, in any order. */
  listTags(
    repository: TagSourceRepository,
    options: TagSourceOptions,
  ): Promise<readonly string[]>;
  /** The digest that a tag stands for now, as `sha256:…`; absent where there is no such tag. */
  findDigest(
    repository: TagSourceRepository & { readonly tag: string },
    options: TagSourceOptions,
  ): Promise<string | undefined>;
}
