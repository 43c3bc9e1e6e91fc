import type { V1Deployment } from '@kubernetes/client-node';
import type {
  Rollout,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  childOf,
  recordedRollout,
  recordedRollouts,
} from '../../test/recordedOriginals';
import { isFromSpec } from './isFromSpec';

function templateOf(name: string) {
  const { object } = childOf(recordedRollout(name), 'Deployment');
  return (object as V1Deployment).spec!.template;
}

describe('isFromSpec', () => {
  it.each(recordedRollouts().map(({ rollout }) => rollout.metadata.name))(
    'knows the template that the Go operator made of %s',
    name => {
      const { rollout } = recordedRollout(name);

      expect(isFromSpec(templateOf(name), rollout)).toBe(true);
    },
  );

  it.each<{ name: string; change: Partial<RolloutSpec> }>([
    {
      name: 'aaaaaaaaaaaaa01',
      change: {
        image: { registry: 'docker.io', repository: 'library/nginx', tag: '2' },
      },
    },
    { name: 'aaaaaaaaaaaaa01', change: { env: [{ name: 'A', value: 'b' }] } },
    {
      name: 'aaaaaaaaaaaaa02',
      change: {
        secrets: [
          { name: 'DB_PASSWORD', value: 'another' },
          { name: 'API_KEY', value: 'abc' },
        ],
      },
    },
    { name: 'aaaaaaaaaaaaa05', change: { volumes: [] } },
    { name: 'aaaaaaaaaaaaa08', change: { securityContext: { runAsUser: 1 } } },
    { name: 'aaaaaaaaaaaaa09', change: { args: ['--port', '81'] } },
    { name: 'aaaaaaaaaaaaa09', change: { tolerations: [] } },
    { name: 'aaaaaaaaaaaaa10', change: { serviceAccountName: 'another' } },
  ])(
    'tells a change the Go operator never came to: $change',
    ({ name, change }) => {
      const { rollout } = recordedRollout(name);
      const changed: Rollout = {
        ...rollout,
        spec: { ...rollout.spec, ...change },
      };

      expect(isFromSpec(templateOf(name), changed)).toBe(false);
    },
  );
});
