import { aRollout } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildServices } from './services';

const labels = {
  'one-click.dev/projectId': 'home',
  'one-click.dev/deploymentId': 'node-red',
};
const rolloutWith = (spec: NonNullable<RolloutTraits['spec']>) =>
  aRollout({ spec });

describe('buildServices', () => {
  it('makes one for each interface, on the port the program listens on', () => {
    const interfaces = [
      { name: 'http', port: 80, targetPort: 1880 },
      { name: 'dns', port: 53, protocol: 'UDP' as const, headless: true },
    ];

    expect(buildServices(rolloutWith({ interfaces }))).toMatchObject([
      {
        metadata: { name: 'http-node-red-svc', labels },
        spec: {
          selector: labels,
          ports: [
            { name: 'http', port: 80, targetPort: 1880, protocol: 'TCP' },
          ],
        },
      },
      {
        metadata: { name: 'dns-node-red-svc' },
        spec: {
          clusterIP: 'None',
          ports: [{ name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' }],
        },
      },
    ]);
  });
});
