import {
  KubeForbiddenError,
  KubeInvalidError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ImageInspection } from '@one-click/backstage-plugin-one-click-common';
import { settle } from '../../test/ManualClock';
import {
  createPreflightRig,
  FOUND,
  gather,
  readFindings,
  readStates,
} from '../../test/preflightRig';
import { aSpec } from '../../test/records';
import { CHECK_TIMEOUT_MS } from './runChecks';

function forbidden(message: string): KubeForbiddenError {
  return new KubeForbiddenError(`${message} (POST /api/v1/pods)`, {
    status: 403,
  });
}

describe('a pre-flight', () => {
  it('B02 passes a draft against which there is nothing to say', async () => {
    const { start, cluster } = await createPreflightRig();

    const messages = await gather(await start(aSpec()));

    expect(new Set(Object.values(readStates(messages)))).toEqual(
      new Set(['ok']),
    );
    expect(messages.at(-1)).toEqual({
      type: 'done',
      errors: 0,
      warnings: [],
      unknown: [],
    });
    expect(cluster.tried).toEqual(
      expect.arrayContaining(['Rollout web', 'Deployment web', 'Pod web-']),
    );
  });

  it('R11 says of each question to a cluster that is away that it was not asked', async () => {
    const { start } = await createPreflightRig({ isAway: true });
    const spec = aSpec({
      interfaces: [
        { name: 'http', port: 80, ingress: { rules: [{ host: 'a.io' }] } },
      ],
      volumes: [{ name: 'data', mountPath: '/d', size: '1Gi' }],
      secretsFrom: [{ name: 'shared' }],
    });

    const messages = await gather(await start(spec));

    expect(messages.at(-1)).toMatchObject({
      errors: 0,
      unknown: expect.arrayContaining([
        ...['rollout', 'children', 'instance', 'hosts', 'classes', 'quota'],
        ...['volumes', 'references'],
      ]),
    });
    expect(readStates(messages)).toMatchObject({
      schema: 'ok',
      policy: 'ok',
      image: 'ok',
      ports: 'ok',
    });
    expect(messages).toContainEqual(
      expect.objectContaining({
        check: 'quota',
        reason: expect.stringContaining("Cluster 'main' is away"),
      }),
    );
  });

  it('B02 says that a namespace is not there yet, and fails nothing for it', async () => {
    const { start, cluster } = await createPreflightRig();
    cluster.namespace = undefined;

    const messages = await gather(await start(aSpec()));

    expect(messages.at(-1)).toMatchObject({ errors: 0 });
    expect(messages).toContainEqual({
      type: 'check',
      check: 'instance',
      state: 'unknown',
      reason: expect.stringContaining("Namespace 'oc-shop' does not exist yet"),
    });
    expect(cluster.tried).toEqual([]);
  });

  it('B02 tries nothing in a namespace that is somebody else’s', async () => {
    const { start, cluster } = await createPreflightRig();
    cluster.namespace = { isDeleting: false, projectId: 'another' };

    const messages = await gather(await start(aSpec()));

    expect(messages).toContainEqual({
      type: 'check',
      check: 'instance',
      state: 'unknown',
      reason: expect.stringContaining("is not this project's"),
    });
    expect(cluster.tried).toEqual([]);
  });

  it('B02 says of a webhook that forbids dry runs that it cannot be asked', async () => {
    const { start, cluster } = await createPreflightRig();
    cluster.refusals.set(
      'Deployment',
      new KubeInvalidError(
        'admission webhook "rules.acme.io" does not support dry run (PATCH /apis/apps/v1)',
        { status: 400, causes: [] },
      ),
    );

    const messages = await gather(await start(aSpec()));

    expect(readStates(messages)).toMatchObject({ children: 'unknown' });
    expect(readFindings(messages)).toEqual([
      {
        id: 'children.no-dry-run-rules.acme.io',
        check: 'children',
        severity: 'info',
        message:
          "Admission rule 'rules.acme.io' allows no dry run of Deployment objects, so what it says shows only after saving",
      },
    ]);
  });

  it.each([
    {
      refusal:
        'pods "web-x" is forbidden: violates PodSecurity "baseline:latest": privileged (container "web" must not set securityContext.privileged=true)',
      want: { id: 'instance.PodSecurity@spec.securityContext' },
    },
    {
      refusal:
        'pods "web-x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
      want: { id: 'instance.LimitRange@spec.resources' },
    },
    {
      refusal:
        'admission webhook "rules.acme.io" denied the request: no root, please',
      want: {
        id: 'instance.WebhookDenied',
        message: expect.stringContaining('no root, please'),
      },
    },
    {
      refusal:
        'pods "web-x" is forbidden: no PriorityClass with name urgent was found',
      want: { id: 'instance.refused' },
    },
  ])('B02 tells which rule refuses an instance: $want.id', async row => {
    const { start, cluster } = await createPreflightRig();
    cluster.refusals.set('Pod', forbidden(row.refusal));

    const messages = await gather(await start(aSpec()));

    expect(readFindings(messages)).toEqual([
      expect.objectContaining({ severity: 'error', ...row.want }),
    ]);
    expect(messages.at(-1)).toMatchObject({ errors: 1 });
  });

  it('names the right that is missing where the portal may not try', async () => {
    const { start, cluster } = await createPreflightRig();
    cluster.refusals.set(
      'Rollout',
      forbidden(
        'rollouts.one-click.dev "web" is forbidden: User "x" cannot patch resource "rollouts" in API group "one-click.dev" in the namespace "oc-shop"',
      ),
    );

    const messages = await gather(await start(aSpec()));

    expect(messages).toContainEqual({
      type: 'check',
      check: 'rollout',
      state: 'unknown',
      reason:
        'The portal may not patch rollouts in this cluster, so this cannot be tried',
    });
  });

  it('gives a check up that does not answer in time, while the others go on', async () => {
    const { start, cluster, clock } = await createPreflightRig();
    cluster.stuck.add('Deployment');
    cluster.refusals.set('Pod', new KubeUnavailableError('no answer'));

    const gathered = gather(await start(aSpec()));
    await settle();
    await clock.advance(CHECK_TIMEOUT_MS);
    const messages = await gathered;

    expect(messages.at(-1)).toMatchObject({
      type: 'done',
      errors: 0,
      unknown: expect.arrayContaining(['children', 'instance']),
    });
    expect(messages).toContainEqual({
      type: 'check',
      check: 'children',
      state: 'unknown',
      reason: 'There was no answer within 8 s',
    });
    expect(readStates(messages)).toMatchObject({ rollout: 'ok', quota: 'ok' });
  });

  it('tells what company rules warn of, and what was found is kept for the save', async () => {
    const { start, stores, project, access } = await createPreflightRig();

    const messages = await gather(await start(aSpec({ args: ['-v'] })));

    const warning = {
      id: 'policy.acme.names@spec.args',
      check: 'policy',
      field: 'spec.args',
      severity: 'warning',
      message: "'args' are unusual",
    };
    expect(readFindings(messages)).toEqual([warning]);
    await expect(
      stores.preflights.find({
        projectId: project.id,
        rollout: 'web',
        actor: access.caller.ref,
      }),
    ).resolves.toMatchObject({ findings: [warning] });
  });

  it.each([
    {
      found: {
        problem: { id: 'notFound', sentence: 'no' },
        nearestTags: ['1.27.1', '1.26'],
      } as const,
      want: {
        id: 'image.not-found@spec.image.tag',
        severity: 'error',
        message: 'The registry has no tag 1.27 for docker.io/library/nginx',
        remedy: 'Choose another tag: the nearest are 1.27.1, 1.26',
      },
    },
    {
      found: { problem: { id: 'signInRefused', sentence: 'no' } } as const,
      want: { id: 'image.sign-in-refused@spec.image', severity: 'warning' },
    },
    {
      found: {
        image: {
          ...FOUND.image!,
          platforms: [{ os: 'linux', architecture: 'arm64' }],
        },
      },
      want: {
        id: 'image.platform@spec.image',
        severity: 'error',
        message: "This image is built for arm64. The nodes of 'main' are amd64",
      },
    },
  ])('B02 tells what is wrong with an image: $want.id', async row => {
    const { start, image } = await createPreflightRig();
    image.found = row.found as ImageInspection;

    const messages = await gather(await start(aSpec()));

    expect(readFindings(messages)).toEqual([expect.objectContaining(row.want)]);
  });

  it('B02 lets a save go on where the registry does not answer', async () => {
    const { start, image } = await createPreflightRig();
    const sentence = 'docker.io did not answer';
    image.found = { problem: { id: 'away', sentence } };

    const messages = await gather(await start(aSpec()));

    expect(messages).toContainEqual({
      type: 'check',
      check: 'image',
      state: 'unknown',
      reason: `${sentence}. You can go on; the cluster will try`,
    });
    expect(messages.at(-1)).toMatchObject({ errors: 0, unknown: ['image'] });
  });

  it('warns of an instance that fits no node', async () => {
    const { start } = await createPreflightRig();

    const messages = await gather(
      await start(aSpec({ resources: { requests: { memory: '40Gi' } } })),
    );

    expect(readFindings(messages)).toEqual([
      expect.objectContaining({
        id: 'nodes.too-small-memory@spec.resources.requests.memory',
        severity: 'warning',
      }),
    ]);
  });

  it('remarks on a probe of a port that nothing leads to', async () => {
    const { start } = await createPreflightRig();

    const messages = await gather(
      await start(
        aSpec({
          interfaces: [{ name: 'http', port: 80 }],
          probes: { readiness: { tcpSocket: { port: 81 } } },
        }),
      ),
    );

    expect(readFindings(messages)).toEqual([
      expect.objectContaining({
        id: 'ports.other-port@spec.probes.readiness',
        severity: 'info',
      }),
    ]);
  });
});
