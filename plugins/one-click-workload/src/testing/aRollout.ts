import type {
  ObjectMeta,
  Rollout,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** What a test says about its rollout; the rest is like node-red's. */
export interface RolloutTraits {
  readonly spec?: Partial<RolloutSpec>;
  readonly metadata?: Partial<ObjectMeta>;
  readonly status?: Rollout['status'];
}

/** A rollout called `node-red` in project `home`, as the API server hands it out. */
export function aRollout(traits: RolloutTraits = {}): Rollout {
  const image = {
    registry: 'docker.io',
    repository: 'nodered/node-red',
    tag: '4.0.8',
  };
  return {
    apiVersion: 'one-click.dev/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: 'node-red',
      namespace: 'home',
      uid: '5d0f7a52-0001',
      generation: 3,
      ...traits.metadata,
    },
    spec: { image, replicas: 1, ...traits.spec },
    ...(traits.status && { status: traits.status }),
  };
}

/** The same with this spec. */
export function rolloutWith(spec: Partial<RolloutSpec>): Rollout {
  return aRollout({ spec });
}

/** The labels of all it is made of. */
export const rolloutLabels = {
  'one-click.dev/projectId': 'home',
  'one-click.dev/deploymentId': 'node-red',
};

/** What a Secret holds under a key, in plain text. */
export function decoded(base64: string | undefined): string {
  return Buffer.from(base64 ?? '', 'base64').toString('utf8');
}
