import { z } from 'zod';
import { secretNameSchema } from './secrets';
import { MAX_REVISION, nameSchema, textSchema } from './shared';

/** The name of a parameter, as templates write it. */
export const parameterNameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, {
    message:
      'must be 1 to 40 letters and digits that begin with a small letter, such as "maxMemory"',
  });

const common = {
  name: parameterNameSchema,
  title: textSchema.trim().min(1).max(63),
  help: textSchema.max(500).optional(),
  /** Whether a value is needed; true where absent. A default makes up for it. */
  required: z.boolean().optional(),
};

const MAX_TEXT = 4_096;

/** How long a value may be where a parameter says nothing. */
export const MAX_PARAMETER_LENGTH = MAX_TEXT;

const stringParameter = z.object({
  ...common,
  type: z.literal('string'),
  default: textSchema.max(MAX_TEXT).optional(),
  minLength: z.number().int().min(0).max(MAX_TEXT).optional(),
  maxLength: z.number().int().min(1).max(MAX_TEXT).optional(),
  /** Shown as a hint, and used to try the template. */
  example: textSchema.max(MAX_TEXT).optional(),
});
const numberParameter = z.object({
  ...common,
  type: z.literal('number'),
  default: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** Only whole numbers. */
  integer: z.boolean().optional(),
});
const booleanParameter = z.object({
  ...common,
  type: z.literal('boolean'),
  default: z.boolean().optional(),
});
const enumParameter = z.object({
  ...common,
  type: z.literal('enum'),
  options: z.array(textSchema.min(1).max(200)).min(1).max(50),
  default: textSchema.optional(),
});
const secretParameter = z.object({
  ...common,
  type: z.literal('secret'),
  /** The secret variable that the value becomes; it never stands in the spec. */
  key: secretNameSchema,
});
const imageTagParameter = z.object({
  ...common,
  type: z.literal('imageTag'),
  default: textSchema.max(200).optional(),
});
const quantityParameter = z.object({
  ...common,
  type: z.literal('quantity'),
  default: textSchema.max(40).optional(),
  example: textSchema.max(40).optional(),
});

/** One question that a blueprint asks whoever deploys it. */
export const blueprintParameterSchema = z.discriminatedUnion('type', [
  stringParameter,
  numberParameter,
  booleanParameter,
  enumParameter,
  secretParameter,
  imageTagParameter,
  quantityParameter,
]);
export type BlueprintParameter = z.infer<typeof blueprintParameterSchema>;

const MAX_PARAMETERS = 50;

/** The questions of a blueprint, in the order of its form. */
export const blueprintParametersSchema = z
  .array(blueprintParameterSchema)
  .max(MAX_PARAMETERS);

/** What was answered, by the names of parameters. */
export const parameterValuesSchema = z.record(
  z.string().max(40),
  z.union([textSchema.max(131_072), z.number(), z.boolean()]),
);
export type ParameterValues = Readonly<z.infer<typeof parameterValuesSchema>>;

/** The number of a version; the first of a blueprint is 1. */
export const blueprintVersionNumberSchema = z
  .number()
  .int()
  .min(1)
  .max(MAX_REVISION);

/** What a new rollout was made from. Answers to secret questions are not kept: they go into `secrets`. */
export const blueprintOriginSchema = z.object({
  name: nameSchema,
  version: blueprintVersionNumberSchema,
  parameters: parameterValuesSchema.default({}),
});
export type BlueprintOrigin = z.infer<typeof blueprintOriginSchema>;
