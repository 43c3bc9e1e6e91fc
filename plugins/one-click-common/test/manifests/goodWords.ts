import { specWith, type ManifestCase } from './ManifestCase';

/** Manifests with texts that look odd, and that Kubernetes takes. */
export const goodWords: readonly ManifestCase[] = [
  {
    does: 'has schedules of every kind',
    reason: 'Kubernetes takes them',
    spec: specWith({
      cronjobs: [
        '0 0 1 1 0',
        '59 23 31 12 6',
        '05 007 * * sun-sat',
        '*/90 1-5/2,7 ? JAN,mar-Dec *',
        '1,2,3-4 0-23 1-31 1-12 0-6',
        '@every 1h30m',
        '@every 0.5h',
        '@midnight',
      ].map((schedule, index) => ({ name: `j-${index}`, schedule })),
    }),
  },
  {
    does: 'labels and annotates in every way Kubernetes takes',
    reason: 'nothing that works may be refused',
    spec: specWith({
      podLabels: {
        a: '',
        'example.com/A_b.c-1': 'V_a.l-1',
        [`${'p'.repeat(63)}.example.com/${'n'.repeat(63)}`]: 'x'.repeat(63),
      },
      podAnnotations: {
        'Example.com/Note': 'any text, of any kind: ü€',
        'prometheus.io/scrape': 'true',
      },
      nodeSelector: { 'kubernetes.io/os': 'linux', dedicated: '' },
      resources: {
        requests: { cpu: '1', 'ephemeral-storage': '1Gi' },
        limits: { 'nvidia.com/gpu': 1, 'hugepages-2Mi': '4Mi', memory: '1Gi' },
      },
    }),
  },
  {
    does: 'has hosts and paths that look odd and are none',
    reason: 'nothing that works may be refused',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: {
            rules: [
              { host: '10.0.0.1.example.com' },
              { host: '010.0.0.1' },
              { host: 'a', path: '/.well-known', pathType: 'Exact' },
              { host: 'b', path: '/a//b', pathType: 'ImplementationSpecific' },
            ],
          },
        },
      ],
    }),
  },
];
