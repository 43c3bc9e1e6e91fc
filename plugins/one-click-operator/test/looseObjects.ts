import type {
  V1Container,
  V1DeploymentSpec,
  V1PodSpec,
} from '@kubernetes/client-node';

// Shapes that no type of ours would allow are what this is about.
type Loose<T> = { readonly [K in keyof T]?: unknown };

export function deployment(
  container: Loose<V1Container> = {},
  pod: Loose<V1PodSpec> = {},
  spec: Loose<V1DeploymentSpec> & Readonly<Record<string, unknown>> = {},
) {
  const labels = { app: 'x' };
  return {
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'main', image: 'example.invalid/x', ...container },
          ],
          ...pod,
        },
      },
      ...spec,
    },
  };
}

export const limits = (cpu: unknown, memory: unknown = '1Gi') =>
  deployment({ resources: { limits: { cpu, memory } } });

export const claim = (spec: Readonly<Record<string, unknown>>) => ({
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    ...spec,
  },
});

export const service = (
  port: Readonly<Record<string, unknown>>,
  spec: Readonly<Record<string, unknown>> = {},
) => ({ spec: { ports: [{ name: 'http', port: 80, ...port }], ...spec } });

export const ingress = (
  rule: Readonly<Record<string, unknown>>,
  spec = {},
) => ({
  spec: {
    rules: [
      {
        host: 'a.example.com',
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: 'x', port: { number: 80 } } },
            },
          ],
        },
        ...rule,
      },
    ],
    ...spec,
  },
});

export const autoscaler = (spec: Readonly<Record<string, unknown>>) => ({
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
    minReplicas: 1,
    maxReplicas: 2,
    ...spec,
  },
});

export const cronJob = (spec: Readonly<Record<string, unknown>>) => ({
  spec: {
    schedule: '@daily',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'main', image: 'example.invalid/x' }],
          },
        },
      },
    },
    ...spec,
  },
});

export const env = (...variables: readonly object[]) =>
  deployment({ env: variables });
