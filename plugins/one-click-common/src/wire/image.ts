import { z } from 'zod';
import { instantSchema, nameSchema, textSchema } from './shared';

/** A registry as images name it: `docker.io`, `registry.example.com:5000`, with a leading path where it has one. */
const registryNameSchema = z
  .string()
  .max(255)
  .regex(
    /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?)(:[0-9]{1,5})?(\/[a-z0-9._-]+)*$/,
    {
      message:
        'must be a registry host such as "docker.io" or "registry.example.com:5000", without https://',
    },
  );

const COMPONENT = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';

const repositoryNameSchema = z
  .string()
  .max(255)
  .regex(new RegExp(`^${COMPONENT}(/${COMPONENT})*$`), {
    message:
      'must be a repository such as "library/nginx", in lower case and without tag',
  });

/** A tag without a digest. */
export const tagSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, {
    message: 'must be a tag such as "1.27"',
  });

/** What names the content of an image. */
export const digestSchema = z.string().regex(/^sha256:[a-f0-9]{64}$/, {
  message: 'must be "sha256:" and 64 hexadecimal digits',
});

/** An image to look up; `rollout` lends its registry sign-in, `signIn` is used once and kept nowhere. */
const imageLookupSchema = z.object({
  registry: registryNameSchema,
  repository: repositoryNameSchema,
  rollout: nameSchema.optional(),
  signIn: z
    .object({
      username: textSchema.max(255),
      password: textSchema.max(16_384),
    })
    .optional(),
});

export const imageTagsRequestSchema = imageLookupSchema.extend({
  /** Only tags that begin so. */
  prefix: z.string().max(128).default(''),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ImageTagsRequest = z.output<typeof imageTagsRequestSchema>;

export const imageInspectRequestSchema = imageLookupSchema.extend({
  tag: tagSchema.optional(),
  /** Takes the place of the tag. */
  digest: digestSchema.optional(),
});
export type ImageInspectRequest = z.output<typeof imageInspectRequestSchema>;

/** Why a registry gave no answer. */
export const REGISTRY_PROBLEMS = [
  'away',
  'blockedAddress',
  'busy',
  'foreignRealm',
  'limited',
  'notFound',
  'signInRefused',
  'unexpected',
] as const;

/** A registry that gave no answer: which kind, one sentence, and when it is asked again at the earliest. */
export const registryProblemSchema = z.object({
  id: z.enum(REGISTRY_PROBLEMS),
  sentence: z.string(),
  retryAt: instantSchema.optional(),
});
export type RegistryProblem = z.infer<typeof registryProblemSchema>;
export type RegistryProblemId = RegistryProblem['id'];

/** Tags of a repository, in versions' order, highest first; or why there are none. */
export const imageTagsSchema = z.object({
  tags: z.array(z.string()),
  /** How many begin with the prefix. */
  total: z.number().int(),
  /** False where the repository has more tags than are read. */
  isComplete: z.boolean(),
  problem: registryProblemSchema.optional(),
});
export type ImageTags = z.infer<typeof imageTagsSchema>;

/** As in `linux`, `arm64`, `v8`. */
export const platformSchema = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
  /** Of the image for this platform alone, where the tag stands for several. */
  digest: digestSchema.optional(),
});
export type Platform = z.infer<typeof platformSchema>;

/** What an image says of itself. */
export const imageFactsSchema = z.object({
  digest: digestSchema,
  platforms: z.array(platformSchema),
  exposedPorts: z.array(
    z.object({ port: z.number().int(), protocol: z.string() }),
  ),
  volumes: z.array(z.string()),
  /** The user its processes run as; absent means root. */
  user: z.string().optional(),
  /** When it says it was made; nobody vouches for it. */
  createdAt: instantSchema.optional(),
});
export type ImageFacts = z.infer<typeof imageFactsSchema>;

/** An image's facts, or why there are none; for a tag that is absent, the tags most like it. */
export const imageInspectionSchema = z.object({
  image: imageFactsSchema.optional(),
  problem: registryProblemSchema.optional(),
  nearestTags: z.array(z.string()).optional(),
});
export type ImageInspection = z.infer<typeof imageInspectionSchema>;
