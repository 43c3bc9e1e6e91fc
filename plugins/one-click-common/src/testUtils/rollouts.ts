import { API_VERSION, KIND, applyDefaults } from '../v1alpha1';
import type {
  ObjectMeta,
  Rollout,
  RolloutInput,
  RolloutSpec,
  RolloutSpecInput,
  RolloutStatus,
} from '../v1alpha1';

/** The smallest spec that makes sense, as a user writes it, with what a test needs on top. */
export function aRolloutSpecInput(
  overrides: Partial<RolloutSpecInput> = {},
): RolloutSpecInput {
  return {
    image: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
    ...overrides,
  };
}

/** The same with the server's defaults filled in. */
export function aRolloutSpec(
  overrides: Partial<RolloutSpecInput> = {},
): RolloutSpec {
  return applyDefaults(aRolloutSpecInput(overrides));
}

/** What a test wants to be different from the usual rollout. */
export interface RolloutOverrides {
  readonly metadata?: Partial<ObjectMeta>;
  readonly spec?: Partial<RolloutSpecInput>;
  readonly status?: RolloutStatus;
}

const UID = '7f0c9a52-3d0e-4c58-9a3e-0b1f5d1c2e01';

/** A Rollout `web` in namespace `shop`, as the API server hands it out. */
export function aRollout(overrides: RolloutOverrides = {}): Rollout {
  const { metadata, spec, status } = overrides;
  return {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: {
      name: 'web',
      namespace: 'shop',
      uid: UID,
      generation: 1,
      resourceVersion: '1',
      ...metadata,
    },
    spec: aRolloutSpec(spec),
    ...(status && { status }),
  };
}

/** The same as a manifest: no uid, no defaults, no status. */
export function aRolloutManifest(
  overrides: Omit<RolloutOverrides, 'status'> = {},
): RolloutInput {
  const { metadata, spec } = overrides;
  return {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: aRolloutSpecInput(spec),
  };
}
