import { randomBytes } from 'node:crypto';
import { INGRESS_CLASS, untilHolds, useCluster } from '@one-click/devcluster';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { startWithCluster } from '../../test/clusterBackend';
import {
  createProbe,
  errorsOf,
  SPEC,
  withHost,
} from '../../test/preflightProbe';
import type { Probe } from '../../test/preflightProbe';
import type { TestBackend } from '../../test/testBackend';

jest.setTimeout(300_000);

const shared = useCluster();
let backend: TestBackend;
let probe: Probe;

beforeAll(async () => {
  backend = await startWithCluster(shared.cluster);
  probe = createProbe(backend, shared.cluster);
}, 15 * 60_000);
afterAll(() => backend?.stop());

describe('a pre-flight on a real cluster', () => {
  it('B02 passes what will run, and tells each check as it starts and ends', async () => {
    const { name } = await probe.makeReadyProject();
    const since = new Date();

    const { messages, states, done, findings } = await probe.checkNew(name, {
      ...withHost(`${name}.acme.io`, { ingressClass: INGRESS_CLASS }),
      volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
      horizontalScale: { minReplicas: 2, maxReplicas: 3 },
      resources: { requests: { cpu: '10m', memory: '16Mi' } },
      cronjobs: [{ name: 'tidy', schedule: '0 3 * * *', command: ['true'] }],
    });

    expect(errorsOf(findings)).toEqual([]);
    const { image: _image, ...others } = states;
    expect(new Set(Object.values(others))).toEqual(new Set(['ok']));
    expect(done).toMatchObject({ type: 'done', errors: 0 });
    const started = messages.filter(
      each => each.type === 'check' && each.state === 'started',
    );
    expect(started).toHaveLength(Object.keys(states).length);
    // Dry runs leave nothing behind.
    const { stdout } = await shared.cluster.kubectl([
      ...[
        'get',
        'deployments,pods,services,ingresses,pvc,cronjobs,hpa,rollouts',
      ],
      ...['--namespace', `oc-${name}`, '--output=name'],
    ]);
    expect(stdout).toBe('');
    expect(since.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('R01 names the fields of a spec that is none, and asks nothing else', async () => {
    const { name } = await probe.makeReadyProject();

    const { findings, states, done } = await probe.checkNew(name, {
      ...withHost('https://acme.io/x'),
      resources: { requests: { cpu: 'lots' } },
    });

    expect(findings.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'spec.interfaces[0].ingress.rules[0].host',
        'spec.resources.requests.cpu',
      ]),
    );
    expect(states).toMatchObject({ schema: 'failed', instance: 'unknown' });
    expect(done).toMatchObject({ errors: findings.length });
  });

  it('B02 says what PodSecurity, LimitRanges and quotas would refuse', async () => {
    const { name, namespace } = await probe.makeReadyProject();
    await probe.apply({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', namespace },
      spec: {
        limits: [
          {
            type: 'Container',
            max: { memory: '1Gi' },
            defaultRequest: { cpu: '100m', memory: '64Mi' },
            default: { cpu: '200m', memory: '128Mi' },
          },
        ],
      },
    });
    await probe.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'limit', namespace },
      spec: { hard: { 'requests.cpu': '500m', pods: '10' } },
    });
    await shared.cluster.kubectl([
      ...['label', 'namespace', namespace, '--overwrite'],
      'pod-security.kubernetes.io/enforce=restricted',
    ]);

    await untilHolds(
      async () => {
        const { findings, states } = await probe.checkNew(name, SPEC);
        expect(errorsOf(findings)).toEqual([
          expect.objectContaining({
            id: 'instance.PodSecurity@spec.securityContext',
            message: expect.stringContaining('restricted'),
            remedy: 'Change the security options',
          }),
        ]);
        expect(states).toMatchObject({ instance: 'failed', children: 'ok' });
      },
      { what: 'the level to be enforced' },
    );

    await shared.cluster.kubectl([
      ...['label', 'namespace', namespace, '--overwrite'],
      'pod-security.kubernetes.io/enforce=baseline',
    ]);
    await untilHolds(
      async () => {
        const { findings } = await probe.checkNew(name, {
          ...SPEC,
          replicas: 6,
          resources: { limits: { memory: '2Gi' } },
        });
        expect(errorsOf(findings)).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              id: 'instance.LimitRange@spec.resources',
            }),
          ]),
        );
        // The LimitRange fills in 100m an instance.
        const six = await probe.checkNew(name, { ...SPEC, replicas: 6 });
        expect(errorsOf(six.findings)).toEqual([
          expect.objectContaining({
            check: 'quota',
            field: 'spec.resources',
            message: expect.stringMatching(/need 600m requests.cpu.* 500m/),
          }),
        ]);
        const five = await probe.checkNew(name, { ...SPEC, replicas: 5 });
        expect(five.findings).toEqual([]);
      },
      { what: 'quota and limits to be known' },
    );
  });

  it('B02 counts what a rollout has already, and warns where the update has no room to roll', async () => {
    const { name, namespace } = await probe.makeReadyProject();
    const spec: RolloutSpecInput = {
      ...SPEC,
      resources: { requests: { cpu: '100m' } },
    };
    await probe.ana.createRollout(name, { name: 'web', spec });
    await probe.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'limit', namespace },
      spec: { hard: { 'requests.cpu': '200m' } },
    });
    // What the operator's Deployment would run.
    for (const index of [1, 2]) {
      await probe.apply({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `web-${index}`,
          namespace,
          labels: {
            'one-click.dev/projectId': namespace,
            'one-click.dev/deploymentId': 'web',
          },
        },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'docker.io/library/nginx:1.27',
              resources: { requests: { cpu: '100m' } },
            },
          ],
        },
      });
    }
    await untilHolds(
      async () => {
        const { findings } = await probe.check(name, { ...spec, args: ['-v'] });
        expect(findings).toEqual([
          expect.objectContaining({
            id: 'quota.no-room-to-roll@spec.resources',
            severity: 'warning',
          }),
        ]);
        // Nothing restarts, so nothing more has to fit.
        expect((await probe.check(name, spec)).findings).toEqual([]);
        const more = await probe.check(name, { ...spec, replicas: 3 });
        expect(errorsOf(more.findings)).toHaveLength(1);
      },
      { what: 'the quota to count the pods' },
    );
  });

  it('B02 says of an admission rule that does not answer that nobody can tell, and fails nothing', async () => {
    const { name, namespace } = await probe.makeReadyProject();
    const webhook = `away-${randomBytes(4).toString('hex')}.acme.io`;
    await probe.apply({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: webhook },
      webhooks: [
        {
          name: webhook,
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          clientConfig: { url: 'https://127.0.0.1:9/never' },
          namespaceSelector: {
            matchLabels: { 'kubernetes.io/metadata.name': namespace },
          },
          rules: [
            {
              apiGroups: ['apps'],
              apiVersions: ['v1'],
              operations: ['*'],
              resources: ['deployments'],
            },
          ],
        },
      ],
    });
    try {
      await untilHolds(
        async () => {
          const { findings, messages, states } = await probe.checkNew(
            name,
            SPEC,
          );
          expect(errorsOf(findings)).toEqual([]);
          expect(states).toMatchObject({ children: 'unknown', rollout: 'ok' });
          expect(messages).toContainEqual({
            type: 'check',
            check: 'children',
            state: 'unknown',
            reason: expect.stringContaining(webhook),
          });
        },
        { what: 'the webhook to be asked' },
      );
    } finally {
      await shared.cluster.kubectl([
        'delete',
        'validatingwebhookconfiguration',
        webhook,
      ]);
    }
  });

  it('says of an object that belongs to somebody else that it would be left alone', async () => {
    const { name, namespace } = await probe.makeReadyProject();
    await probe.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'http-web-svc', namespace },
      spec: { ports: [{ port: 80 }] },
    });

    const { findings } = await probe.checkNew(name, {
      ...SPEC,
      interfaces: [{ name: 'http', port: 80 }],
    });

    expect(errorsOf(findings)).toEqual([
      expect.objectContaining({
        id: 'children.not-ours-Service-http-web-svc@spec.interfaces[0]',
      }),
    ]);
  });

  it('B02 holds a save to what was found, and keeps what was acknowledged with the revision', async () => {
    const { name } = await probe.makeReadyProject();
    const spec: RolloutSpecInput = {
      ...SPEC,
      secretsFrom: [{ name: 'shared-mail' }],
    };
    const { done } = await probe.checkNew(name, spec);
    const id = 'references.absent-Secret-shared-mail@spec.secretsFrom[0]';
    expect(done).toMatchObject({ errors: 0, warnings: [id] });

    await expect(
      probe.ana.createRollout(name, { name: 'web', spec }),
    ).rejects.toMatchObject({
      status: 422,
      fields: [{ path: 'acknowledged' }],
    });
    const saved = await probe.ana.createRollout(name, {
      name: 'web',
      spec,
      acknowledged: [id],
    });

    expect(saved.rollout.revision.acknowledged).toEqual([
      {
        id,
        message: "Secret 'shared-mail' does not exist in this project",
      },
    ]);
  });

  it('R07 tells strangers nothing, and lets viewers not ask', async () => {
    const { name } = await probe.makeReadyProject();
    const request = {
      params: { project: name },
      body: { name: 'w', spec: SPEC },
    };

    await expect(
      backend.clientOf('bo').open('checkNewRollout', request),
    ).rejects.toMatchObject({ status: 404 });
  });
});
