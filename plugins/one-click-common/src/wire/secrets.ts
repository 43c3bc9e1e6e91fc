import { z } from 'zod';
import { instantSchema, MAX_REVISION, nameSchema, textSchema } from './shared';

/** As long as the value of a plain variable may be. */
const MAX_VALUE_LENGTH = 131_072;
/** Cloud registries hand out tokens of a few thousand characters. */
const MAX_PASSWORD_LENGTH = 16_384;
const MAX_SECRETS = 512;

/** The name of a secret variable: a key of a Kubernetes Secret. */
export const secretNameSchema = z
  .string()
  .regex(/^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z0-9]{1,253}$/, {
    message:
      'must be letters, digits, dashes, underscores and dots: rename it, for example "API_KEY"',
  });

/** Write-only: no answer has a value in it. */
export const secretValueSchema = z.object({
  name: secretNameSchema,
  /** Taken exactly as it is; may be empty or have many lines. */
  value: textSchema.max(MAX_VALUE_LENGTH),
});

/** Write-only: whoever pulls the image signs in like this. */
export const signInSchema = z.object({
  username: textSchema.min(1).max(255),
  password: textSchema.min(1).max(MAX_PASSWORD_LENGTH),
});
export type SignIn = z.infer<typeof signInSchema>;

/** What changes about secrets; names that are not in it keep their values. */
const ownSecretsEditSchema = z.object({
  set: z
    .array(secretValueSchema)
    .max(MAX_SECRETS)
    .refine(hasUniqueNames, {
      message: 'has a name twice: keep one of the two',
    })
    .optional(),
  remove: z.array(secretNameSchema).max(MAX_SECRETS).optional(),
  /** For the registry of the image; null takes the present one away. */
  signIn: signInSchema.nullable().optional(),
});
export type OwnSecretsEdit = z.infer<typeof ownSecretsEditSchema>;

/**
 * Values that a save brings, beside its spec. They go straight into the
 * cluster, which hence has to be there.
 */
export const secretsEditSchema = ownSecretsEditSchema.extend({
  /** Of jobs, by name. */
  jobs: z.record(nameSchema, ownSecretsEditSchema).optional(),
});
export type SecretsEdit = z.infer<typeof secretsEditSchema>;

function hasUniqueNames(values: readonly { readonly name: string }[]) {
  return new Set(values.map(({ name }) => name)).size === values.length;
}

const setBySchema = z.object({ at: instantSchema, by: z.string() });

/** Which secrets a rollout or one of its jobs has; never their values. */
export const secretSetSchema = z.object({
  /** Absent for the rollout's own. */
  job: nameSchema.optional(),
  /** The Secret that holds the values. */
  secret: z.string().optional(),
  keys: z.array(setBySchema.extend({ name: z.string() })),
  signIn: setBySchema
    .extend({
      secret: z.string(),
      registry: z.string(),
      username: z.string(),
    })
    .optional(),
  /** Names of variables whose values stand in the cluster's Rollout, readable there. */
  plaintext: z.array(z.string()),
  /** Whether the same is true of the registry's password. */
  plaintextSignIn: z.boolean(),
});
export type SecretSet = z.infer<typeof secretSetSchema>;

/** The rollout's own secrets, then those of jobs that have any. */
export const rolloutSecretsSchema = z.object({
  revision: z.number().int(),
  sets: z.array(secretSetSchema),
});
export type RolloutSecrets = z.infer<typeof rolloutSecretsSchema>;

export const secretsQuerySchema = z.object({
  /** The newest where absent. */
  revision: z.coerce.number().int().min(1).max(MAX_REVISION).optional(),
});
