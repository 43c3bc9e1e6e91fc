/** One project. */
export const project = {
  what: 'the project',
  newRollout: 'New rollout',
  cluster: 'cluster {{cluster}}',
  namespace: 'namespace {{namespace}}',
  namespaceName: 'namespace',
  tabs: {
    label: 'Parts of the project',
    rollouts: 'Rollouts',
  },
  empty: {
    title: 'Nothing runs here yet',
    text: 'Start from a blueprint, or from any image you can pull.',
  },
} as const;
