/** One manifest and what the judges must say about its spec. */
export interface ManifestCase {
  /** A sentence about the manifest. */
  readonly does: string;
  /** Why it must be judged so. */
  readonly reason: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Name of the rollout. @defaultValue a short one */
  readonly name?: string;
}

/** A manifest both judges must refuse. */
export interface BadManifest extends ManifestCase {
  /** The field the error is about, as in `interfaces[0].port`; empty for the spec as a whole. */
  readonly field: string;
  /** What zod must say: the mistake and the remedy. */
  readonly says: readonly string[];
  /** What the server must say where mistakes of shape get its own words. @defaultValue as `says` */
  readonly serverSays?: readonly string[];
  /** The field the server names, where it differs. */
  readonly serverField?: string;
}

const IMAGE = {
  registry: 'docker.io',
  repository: 'library/nginx',
  tag: '1.27',
};

/** A spec with the usual image and something on top. */
export function specWith(
  part: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { image: IMAGE, ...part };
}

/** The usual image with something on top. */
export function imageWith(
  part: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { image: { ...IMAGE, ...part } };
}
