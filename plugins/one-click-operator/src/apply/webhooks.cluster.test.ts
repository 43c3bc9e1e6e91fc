import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { AdmissionWebhook } from '../../test/AdmissionWebhook';
import type { Conduct } from '../../test/AdmissionWebhook';
import { useApplyBench } from '../../test/ApplyBench';

jest.setTimeout(300_000);

const { deployments, services } = resources;
const http = (port = 80) => ({ interfaces: [{ name: 'http', port }] });
const MIRROR = 'mirror.example.com/nginx:1';

const rewrites: Conduct = {
  does: 'mutate',
  patches: {
    Deployment: [
      {
        op: 'replace',
        path: '/spec/template/spec/containers/0/image',
        value: MIRROR,
      },
    ],
  },
};

const injects: Conduct = {
  does: 'mutate',
  patches: {
    Deployment: [
      {
        op: 'add',
        path: '/spec/template/spec/containers/1',
        value: { name: 'injected', image: 'proxy' },
      },
      {
        op: 'add',
        path: '/spec/template/metadata/annotations',
        value: { 'sidecar.example.com/status': 'injected' },
      },
    ],
  },
};

describe('an admission webhook', () => {
  const test = useApplyBench();
  let webhook: AdmissionWebhook;

  beforeAll(async () => {
    webhook = await AdmissionWebhook.start(test.bench);
  });

  beforeEach(async () => {
    // The API server learns of a webhook a moment after it is stored.
    webhook.conduct = { does: 'deny', message: 'not yet' };
    const { bench } = test;
    await bench.until('the webhook to be asked', async () => {
      const probe = bench.admin.create(
        services,
        {
          metadata: { name: 'probe', namespace: bench.namespace },
          ...{ spec: { ports: [{ port: 1 }] } },
        },
        { dryRun: true },
      );
      return probe.then(
        () => false,
        () => true,
      );
    });
    webhook.conduct = { does: 'allow' };
  });

  afterAll(() => webhook?.stop());

  const containersOf = async (name: string) =>
    (await test.bench.get(deployments, name)).spec?.template.spec?.containers;

  it('R04: that injects a sidecar is not fought', async () => {
    const { bench } = test;
    webhook.conduct = injects;
    const rollout = await bench.ask('meshed');

    await bench.look(rollout);
    await bench.caughtUp();

    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
    const names = (await containersOf('meshed'))?.map(({ name }) => name);
    expect(names).toEqual(['meshed', 'injected']);
  });

  it('R04: that rewrites the image is not fought, and a new image still goes through it', async () => {
    const { bench } = test;
    webhook.conduct = rewrites;
    const image = { registry: 'docker.io', repository: 'nginx' };
    const rollout = await bench.ask('rewritten', {
      image: { ...image, tag: '1' },
    });

    await bench.look(rollout);
    await bench.caughtUp();
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
    expect((await containersOf('rewritten'))?.[0]?.image).toBe(MIRROR);

    await bench.meddle(deployments, 'rewritten', {
      metadata: { annotations: { 'example.com/touched': 'yes' } },
    });
    await bench.knows('Deployment', 'rewritten');
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);

    const next = await bench.ask('rewritten', {
      image: { ...image, tag: '2' },
    });
    expect(await bench.callsOf(() => bench.look(next))).toEqual([
      'apply Deployment rewritten',
    ]);
    expect(await bench.callsOf(() => bench.look(next))).toEqual([]);
  });

  it('that denies holds up the child it is about and no other, in its own words', async () => {
    const { bench } = test;
    const rollout = await bench.ask('denied', {
      ...http(),
      secrets: [{ name: 'KEY', value: 'v' }],
    });
    webhook.conduct = { does: 'deny', message: 'no port 80 here' };

    const { refusals, applied } = await bench.look(rollout);

    expect(refusals.map(({ kind }) => kind).sort()).toEqual([
      'Deployment',
      'Service',
    ]);
    expect(refusals[0]?.message).toMatch(
      /admission webhook "[^"]+" denied the request: no port 80 here/,
    );
    expect(applied.map(({ kind }) => kind)).toEqual(['Secret']);

    webhook.conduct = { does: 'allow' };
    bench.clock.forward(5_000);
    expect((await bench.look(rollout)).refusals).toEqual([]);
    expect(await bench.find(services, 'http-denied-svc')).toBeDefined();
  });

  it('that does not answer holds up its children until it does', async () => {
    const { bench } = test;
    const rollout = await bench.ask('unanswered', http());
    webhook.conduct = { does: 'hang' };

    const { refusals, retryAfterMs } = await bench.look(rollout);

    expect(refusals[0]?.message).toMatch(/failed calling webhook/);
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);

    webhook.conduct = { does: 'allow' };
    bench.clock.forward(5_000);
    expect((await bench.look(rollout)).refusals).toEqual([]);
  });
});
