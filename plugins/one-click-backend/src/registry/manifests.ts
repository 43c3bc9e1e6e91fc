import { createHash } from 'node:crypto';
import type {
  ImageFacts,
  Platform,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** What a registry may answer when a manifest is asked for. */
export const ACCEPTED_MANIFESTS = [
  ...INDEX_TYPES,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Nothing that an image says of itself needs more. */
const word = z.string().max(255);
const MAX_FLAGS = 100;

const platformSchema = z.object({
  os: word,
  architecture: word,
  variant: word.optional(),
});

const descriptorSchema = z.object({
  digest: z.string().regex(/^sha256:[a-f0-9]{64}$/),
  platform: platformSchema.optional(),
});

/** Either several images, one a platform, or one image. */
export const manifestSchema = z.union([
  z.object({ manifests: z.array(descriptorSchema).max(500) }),
  z.object({ config: descriptorSchema }),
]);
export type Manifest = z.infer<typeof manifestSchema>;

const flagsSchema = z.record(word, z.unknown()).nullish();

/** What an image says of itself. */
export const imageConfigSchema = z.object({
  os: word.optional(),
  architecture: word.optional(),
  variant: word.optional(),
  created: word.nullish(),
  config: z
    .object({
      User: word.nullish(),
      ExposedPorts: flagsSchema,
      Volumes: flagsSchema,
    })
    .nullish(),
});
export type ImageConfig = z.infer<typeof imageConfigSchema>;

/** The digest of a content. */
export function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** The platforms that an index offers, attestations left out. */
export function platformsOf(
  manifests: readonly z.infer<typeof descriptorSchema>[],
): Platform[] {
  return manifests
    .flatMap(({ platform, digest }) =>
      platform ? [{ ...platform, digest }] : [],
    )
    .filter(({ os }) => os !== 'unknown');
}

/** The image of an index that is looked at: what most nodes run, else the first. */
export function chooseManifest(
  manifests: readonly z.infer<typeof descriptorSchema>[],
): string | undefined {
  const usual = manifests.find(
    ({ platform }) =>
      platform?.os === 'linux' && platform.architecture === 'amd64',
  );
  const any = manifests.find(({ platform }) => platform?.os !== 'unknown');
  return (usual ?? any)?.digest;
}

/** The facts of an image; without `platforms`, the one that it names itself. */
export function toFacts(options: {
  readonly digest: string;
  readonly config: ImageConfig;
  readonly platforms: readonly Platform[];
}): ImageFacts {
  const { digest, config, platforms } = options;
  const inner = config.config ?? {};
  const createdAt = toInstant(config.created ?? undefined);
  return {
    digest,
    platforms: platforms.length > 0 ? [...platforms] : ownPlatform(config),
    exposedPorts: flagsOf(inner.ExposedPorts).flatMap(toPort),
    volumes: flagsOf(inner.Volumes),
    ...(inner.User && { user: inner.User }),
    ...(createdAt !== undefined && { createdAt }),
  };
}

function flagsOf(flags: z.infer<typeof flagsSchema>): string[] {
  return Object.keys(flags ?? {}).slice(0, MAX_FLAGS);
}

function ownPlatform({ os, architecture, variant }: ImageConfig): Platform[] {
  return os && architecture
    ? [{ os, architecture, ...(variant && { variant }) }]
    : [];
}

function toPort(text: string): ImageFacts['exposedPorts'] {
  const [number, protocol = 'tcp'] = text.split('/');
  const port = Number(number);
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? [{ port, protocol }]
    : [];
}

function toInstant(text: string | undefined): string | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
