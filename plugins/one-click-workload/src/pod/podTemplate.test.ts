import { aRollout } from '../testing/aRollout';
import type { RolloutTraits } from '../testing/aRollout';
import { buildPodTemplate } from './podTemplate';

type Spec = NonNullable<RolloutTraits['spec']>;

function podOf(spec: Spec) {
  return buildPodTemplate(aRollout({ spec })).spec!;
}

function programOf(spec: Spec) {
  return podOf(spec).containers[0]!;
}

const http = { name: 'http', port: 80 };

describe('buildPodTemplate', () => {
  it('comes first and is called like the rollout', () => {
    const { containers } = podOf({
      sidecars: [
        {
          name: 'proxy',
          image: { registry: 'ghcr.io', repository: 'acme/proxy', tag: '2' },
        },
      ],
    });

    expect(containers.map(({ name, image }) => [name, image])).toEqual([
      ['node-red', 'docker.io/nodered/node-red:4.0.8'],
      ['proxy', 'ghcr.io/acme/proxy:2'],
    ]);
  });

  it('is pinned where the image has a digest', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const image = { registry: 'r.io', repository: 'a', tag: '1', digest };

    expect(programOf({ image }).image).toBe(`r.io/a:1@${digest}`);
  });

  it('gets values as written, an empty one by its name alone', () => {
    const env = [
      { name: 'LINES', value: 'a=b\nc' },
      { name: 'EMPTY', value: '' },
    ];

    expect(programOf({ env }).env).toEqual([
      { name: 'LINES', value: 'a=b\nc' },
      { name: 'EMPTY' },
    ]);
  });

  it('gets plaintext secrets first, so that named Secrets win over them', () => {
    const { envFrom } = programOf({
      secrets: [{ name: 'KEY', value: 'v' }],
      secretsFrom: [{ name: 'node-red-secrets-1a2b', optional: false }],
    });

    expect(envFrom).toEqual([
      { secretRef: { name: 'node-red-secrets' } },
      { secretRef: { name: 'node-red-secrets-1a2b', optional: false } },
    ]);
  });

  it('restarts when a plaintext secret changes, not when their order does', () => {
    const a = { name: 'A', value: '1' };
    const b = { name: 'B', value: '2' };
    const checksum = (secrets: NonNullable<Spec['secrets']>) =>
      buildPodTemplate(aRollout({ spec: { secrets } })).metadata!.annotations![
        'one-click.dev/secrets-checksum'
      ];

    expect(checksum([a, b])).toBe(checksum([b, a]));
    expect(checksum([a, b])).not.toBe(checksum([a, { name: 'B', value: '3' }]));
    // Without a border between name and value these two would look the same.
    expect(checksum([{ name: 'A', value: 'B' }])).not.toBe(
      checksum([{ name: 'AB', value: '' }]),
    );
  });

  it('asks for amounts in the form the API server keeps', () => {
    const { resources } = programOf({
      resources: {
        requests: { cpu: 0.1, memory: '1024Mi' },
        limits: { cpu: '0.0001', memory: '1.5Gi' },
      },
    });

    expect(resources).toEqual({
      requests: { cpu: '100m', memory: '1Gi' },
      limits: { cpu: '1m', memory: '1536Mi' },
    });
  });

  it('splits security options as the original does, and adds none', () => {
    const securityContext = {
      fsGroup: 0,
      runAsUser: 1000,
      runAsNonRoot: true,
      privileged: false,
      capabilities: { drop: ['ALL'], add: [] },
    };

    expect(podOf({ securityContext }).securityContext).toEqual({
      fsGroup: 0,
      runAsUser: 1000,
    });
    expect(programOf({ securityContext }).securityContext).toEqual({
      runAsNonRoot: true,
      privileged: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(podOf({}).securityContext).toBeUndefined();
  });

  it.each<{ does: string; spec: Spec; want: unknown }>([
    {
      does: 'stops at once where nobody reaches it',
      spec: {},
      want: undefined,
    },
    {
      does: 'drains before it stops where somebody may reach it',
      spec: { interfaces: [http] },
      want: { preStop: { sleep: { seconds: 5 } } },
    },
    {
      does: 'drains less where the stop itself is short, since the sleep counts as part of it',
      spec: { interfaces: [http], terminationGracePeriodSeconds: 3 },
      want: { preStop: { sleep: { seconds: 2 } } },
    },
    {
      does: 'does not drain where there is no time at all',
      spec: { interfaces: [http], terminationGracePeriodSeconds: 1 },
      want: undefined,
    },
    {
      does: 'does before the stop what the rollout says',
      spec: {
        interfaces: [http],
        lifecycle: { preStop: { exec: { command: ['/drain'] } } },
      },
      want: { preStop: { exec: { command: ['/drain'] } } },
    },
    {
      does: 'still drains where only the start is spoken of',
      spec: {
        interfaces: [http],
        lifecycle: { postStart: { sleep: { seconds: 1 } } },
      },
      want: {
        preStop: { sleep: { seconds: 5 } },
        postStart: { sleep: { seconds: 1 } },
      },
    },
  ])('$does', ({ spec, want }) => {
    expect(programOf(spec).lifecycle).toEqual(want);
  });

  it('is checked as asked, with nothing that equals a default', () => {
    const { readinessProbe } = programOf({
      probes: {
        readiness: {
          httpGet: { port: 1880, path: '', httpHeaders: [] },
          initialDelaySeconds: 0,
          periodSeconds: 5,
        },
      },
    });

    expect(readinessProbe).toEqual({
      httpGet: { port: 1880 },
      periodSeconds: 5,
    });
  });

  it('mounts volumes under the names the original gives them', () => {
    const pod = podOf({
      volumes: [
        { name: 'data', mountPath: '/data', size: '1Gi', onRemove: 'retain' },
        {
          name: 'old',
          mountPath: '/old',
          existingClaim: 'archive',
          onRemove: 'retain',
        },
        {
          name: 'tmp',
          mountPath: '/tmp',
          emptyDir: {},
          readOnly: false,
          onRemove: 'retain',
        },
      ],
    });

    expect(pod.volumes).toEqual([
      {
        name: 'data-node-red',
        persistentVolumeClaim: { claimName: 'data-node-red' },
      },
      { name: 'old-node-red', persistentVolumeClaim: { claimName: 'archive' } },
      { name: 'tmp-node-red', emptyDir: {} },
    ]);
    expect(pod.containers[0]!.volumeMounts).toEqual([
      { name: 'data-node-red', mountPath: '/data' },
      { name: 'old-node-red', mountPath: '/old' },
      { name: 'tmp-node-red', mountPath: '/tmp' },
    ]);
  });

  it('sees a single file without losing what else is in its folder', () => {
    const pod = podOf({
      files: [
        { mountPath: '/etc/app/settings.js', content: 'x', mode: 256 },
        { mountPath: '/etc/tls', secretRef: { name: 'tls' }, mode: 256 },
        {
          mountPath: '/etc/ca.pem',
          configMapRef: { name: 'ca', key: 'ca.crt' },
        },
      ],
    });
    const [inline, folder, single] = pod.containers[0]!.volumeMounts!;

    expect(inline).toEqual({
      name: 'files--inline',
      mountPath: '/etc/app/settings.js',
      subPath: expect.stringMatching(/^[0-9a-f]{8}-settings\.js$/),
    });
    expect(folder).toEqual({
      name: expect.stringMatching(/^files--[0-9a-f]{8}$/),
      mountPath: '/etc/tls',
    });
    expect(single).toMatchObject({
      mountPath: '/etc/ca.pem',
      subPath: 'ca.crt',
    });
    expect(pod.volumes).toEqual([
      {
        name: 'files--inline',
        configMap: {
          name: 'node-red-files',
          items: [{ key: inline!.subPath, path: inline!.subPath, mode: 256 }],
        },
      },
      { name: folder!.name, secret: { secretName: 'tls', defaultMode: 256 } },
      {
        name: single!.name,
        configMap: { name: 'ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
      },
    ]);
  });

  it('spreads by its own instances where a rule does not say whose', () => {
    const rule = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule' as const,
    };
    const { topologySpreadConstraints } = podOf({
      topologySpreadConstraints: [rule],
    });

    expect(topologySpreadConstraints).toEqual([
      {
        ...rule,
        labelSelector: {
          matchLabels: {
            'one-click.dev/projectId': 'home',
            'one-click.dev/deploymentId': 'node-red',
          },
        },
      },
    ]);
  });

  it('keeps an empty selector of pods, which means all of them', () => {
    const { affinity } = podOf({
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone', labelSelector: {}, namespaces: [] },
          ],
        },
      },
    });

    expect(affinity).toEqual({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'zone', labelSelector: {} },
        ],
      },
    });
  });

  it('is pulled with its own sign-in and the Secrets its containers name, each once', () => {
    const image = {
      registry: 'ghcr.io',
      repository: 'acme/app',
      tag: '1',
      pullSecretRef: { name: 'shared' },
    };
    const { imagePullSecrets } = podOf({
      image: { ...image, username: 'bot', password: 'tok' },
      initContainers: [{ name: 'init', image }],
    });

    expect(imagePullSecrets).toEqual([
      { name: 'node-red-imagepullsecret' },
      { name: 'shared' },
    ]);
  });
});
