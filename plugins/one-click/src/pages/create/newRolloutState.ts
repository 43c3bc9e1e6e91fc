import { specSchema } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { z } from 'zod';

const stateSchema = z.object({
  /** `image`, `blueprint:<name>` or `copy:<rollout>`. */
  source: z.string(),
  name: z.string(),
  /** The name no longer follows the image. */
  nameTouched: z.boolean(),
  imageText: z.string(),
  spec: specSchema,
  texts: z.record(z.string(), z.string()),
  note: z.string(),
});

/** What was typed in the create flow so far; it survives a reload. */
export type NewRolloutState = z.infer<typeof stateSchema>;

/** A flow in which nothing was typed yet. */
export const EMPTY_STATE: NewRolloutState = {
  source: 'image',
  name: '',
  nameTouched: false,
  imageText: '',
  spec: { image: { registry: '', repository: '', tag: '' } },
  texts: {},
  note: '',
};

/** Reads a stored flow; one of another version counts as none. */
export function readState(text: string | null): NewRolloutState | undefined {
  try {
    return text === null ? undefined : stateSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A spec to start from: without hosts, which are someone's already, and without secrets. */
export function withoutHostsAndSecrets(
  spec: RolloutSpecInput,
): RolloutSpecInput {
  const { secrets: _, secretsFrom: __, interfaces, ...rest } = spec;
  return {
    ...rest,
    ...(interfaces && {
      interfaces: interfaces.map(({ ingress: ___, ...each }) => each),
    }),
  };
}
