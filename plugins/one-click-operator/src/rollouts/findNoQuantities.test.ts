import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { findNoQuantities } from './findNoQuantities';

const image = { registry: 'docker.io', repository: 'library/x', tag: '1' };
const resources = { requests: { cpu: 'abc', memory: '1Gi' } };
const divisor = {
  name: 'CPU',
  valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: 'much' } },
};

const CASES: readonly {
  readonly field: string;
  readonly spec: Partial<RolloutSpecInput>;
}[] = [
  { field: 'spec.resources.requests.cpu', spec: { resources } },
  {
    field: 'spec.resources.limits.memory',
    spec: { resources: { limits: { memory: '2GB' } } },
  },
  {
    field: 'spec.sidecars[0].resources.requests.cpu',
    spec: { sidecars: [{ name: 'a', image, resources }] },
  },
  {
    field: 'spec.initContainers[0].resources.requests.cpu',
    spec: { initContainers: [{ name: 'a', image, resources }] },
  },
  {
    field: 'spec.cronjobs[0].resources.requests.cpu',
    spec: { cronjobs: [{ name: 'a', schedule: '@daily', resources }] },
  },
  {
    field: 'spec.volumes[0].size',
    spec: { volumes: [{ name: 'a', mountPath: '/a', size: 'huge' }] },
  },
  {
    field: 'spec.volumes[0].emptyDir.sizeLimit',
    spec: {
      volumes: [{ name: 'a', mountPath: '/a', emptyDir: { sizeLimit: '-' } }],
    },
  },
  {
    field: 'spec.env[0].valueFrom.resourceFieldRef.divisor',
    spec: { env: [divisor] },
  },
];

describe('findNoQuantities', () => {
  it.each(CASES)('finds one in $field', ({ field, spec }) => {
    const problems = findNoQuantities(aRollout({ spec }));

    expect(problems.map(problem => problem.field)).toEqual([field]);
  });

  it('takes what Kubernetes takes', () => {
    const spec = {
      resources: { requests: { cpu: 1, memory: '1e9' }, limits: { cpu: '2' } },
      volumes: [{ name: 'a', mountPath: '/a', size: '1Gi' }],
    };

    expect(findNoQuantities(aRollout({ spec }))).toEqual([]);
  });

  it('says what is written there, and what to write', () => {
    expect(findNoQuantities(aRollout({ spec: { resources } }))[0]?.why).toBe(
      "may not be 'abc': write an amount such as 500m, 1.5 or 256Mi",
    );
  });
});
