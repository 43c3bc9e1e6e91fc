import {
  readGoOperatorObjects,
  readGoOperatorRollouts,
} from '@one-click/fixtures';
import {
  claimName,
  cronJobName,
  deploymentName,
  ingressName,
  pullSecretName,
  secretsName,
  selectorLabels,
  serviceName,
} from './names';
import type { RolloutSpec } from './types';

const objects = readGoOperatorObjects();

function namesOf(kind: string): string[] {
  return objects
    .filter(each => each.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();
}

const rollouts = readGoOperatorRollouts().map(({ metadata, spec }) => ({
  name: metadata.name,
  namespace: metadata.namespace ?? '',
  spec: spec as unknown as RolloutSpec,
}));

describe('names of children', () => {
  it.each([
    ['Deployment', rollouts.map(({ name }) => deploymentName(name))],
    [
      'Service',
      rollouts.flatMap(({ name, spec }) =>
        (spec.interfaces ?? []).map(each => serviceName(name, each.name)),
      ),
    ],
    [
      'Ingress',
      rollouts.flatMap(({ name, spec }) =>
        (spec.interfaces ?? [])
          .filter(({ ingress }) => ingress)
          .map(each => ingressName(name, each.name)),
      ),
    ],
    [
      'PersistentVolumeClaim',
      rollouts.flatMap(({ name, spec }) =>
        (spec.volumes ?? []).map(each => claimName(name, each.name)),
      ),
    ],
  ])('of kind %s are those of the Go operator', (kind, names) => {
    expect([...names].sort()).toEqual(namesOf(kind));
  });

  it('of Secrets are those of the Go operator, jobs aside', () => {
    const names = rollouts.flatMap(({ name, spec }) => [
      secretsName(name),
      ...(spec.image.password ? [pullSecretName(name)] : []),
    ]);

    expect(namesOf('Secret')).toEqual(expect.arrayContaining(names));
  });

  it('of jobs carry the rollout, which the Go operator left out', () => {
    expect(cronJobName('web', 'nightly')).toBe('web-nightly');
  });

  it('select the pods the Go operator selected', () => {
    const selectors = objects
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }) => spec?.selector);

    expect(selectors).toEqual(
      expect.arrayContaining(
        rollouts.map(rollout => ({ matchLabels: selectorLabels(rollout) })),
      ),
    );
  });
});
