import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [{ id: 'deploy', action: 'one-click:rollout:create', input }],
  });

/** Shown in the portal's list of actions. */
export const rolloutCreateExamples = [
  {
    description: 'Run an image behind an address',
    example: step({
      project: '${{ parameters.project }}',
      name: '${{ parameters.name }}',
      image: 'docker.io/library/nginx:1.27',
      port: 80,
      host: 'shop.example.com',
      entityRef: 'component:default/storefront',
    }),
  },
  {
    description: 'Run three instances of a worker with variables',
    example: step({
      project: 'shop',
      name: 'worker',
      image: 'ghcr.io/acme/worker:4.2',
      replicas: 3,
      env: { QUEUE: 'orders', LOG_LEVEL: 'info' },
    }),
  },
  {
    description: 'Use any other field of a Rollout',
    example: step({
      project: 'shop',
      name: 'cache',
      image: 'docker.io/library/redis:7',
      port: 6379,
      spec: {
        resources: { requests: { cpu: '100m', memory: '128Mi' } },
        volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
      },
    }),
  },
];
