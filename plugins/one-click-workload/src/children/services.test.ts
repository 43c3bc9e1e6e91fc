import { rolloutWith, rolloutLabels } from '../testing/aRollout';
import { buildServices } from './services';

describe('buildServices', () => {
  it('makes one for each interface, on the port the program listens on', () => {
    const interfaces = [
      { name: 'http', port: 80, targetPort: 1880 },
      { name: 'dns', port: 53, protocol: 'UDP' as const, headless: true },
    ];

    expect(buildServices(rolloutWith({ interfaces }))).toMatchObject([
      {
        metadata: { name: 'http-node-red-svc', labels: rolloutLabels },
        spec: {
          selector: rolloutLabels,
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
