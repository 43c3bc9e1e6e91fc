import { resources } from '@one-click/backstage-plugin-one-click-kube';
import { useApplyBench } from '../../test/ApplyBench';

jest.setTimeout(300_000);

const { persistentVolumeClaims, services } = resources;

const volume = (size: string, storageClass?: string) => ({
  volumes: [
    {
      name: 'data',
      mountPath: '/data',
      size,
      ...(storageClass !== undefined && { storageClass }),
    },
  ],
});

describe('what can only change one way, or not at all', () => {
  const test = useApplyBench();

  /** A rollout with a claim that has its storage. */
  async function bound(name: string, size: string, storageClass?: string) {
    const { bench } = test;
    await bench.look(await bench.ask(name, volume(size, storageClass)));
    await bench.until('the storage', () => {
      const claim = bench.cache.children.PersistentVolumeClaim.get(
        bench.namespace,
        `data-${name}`,
      );
      return claim?.status?.phase === 'Bound' && claim.status.capacity?.storage;
    });
  }

  const requestOf = async (name: string) =>
    (await test.bench.get(persistentVolumeClaims, `data-${name}`)).spec
      ?.resources?.requests?.storage;

  it('M13: a volume grows where its class allows it', async () => {
    const { bench } = test;
    await bound('grows', '1Gi');

    const larger = await bench.ask('grows', volume('2Gi'));

    expect((await bench.look(larger)).refusals).toEqual([]);
    expect(await requestOf('grows')).toBe('2Gi');
    await bench.caughtUp();
    expect(await bench.callsOf(() => bench.look(larger))).toEqual([]);
  });

  it('M13: a volume does not grow where its class forbids it, and the reason names the class and both sizes', async () => {
    const { bench } = test;
    await bound('stays', '1Gi', 'fixed-size');

    const larger = await bench.ask('stays', volume('2Gi', 'fixed-size'));
    const { refusals, applied } = await bench.look(larger);

    expect(refusals).toMatchObject([
      {
        kind: 'PersistentVolumeClaim',
        fields: [
          {
            field: 'spec.volumes[0].size',
            message:
              "cannot grow from 1Gi to 2Gi: storage class 'fixed-size' does not let volumes grow",
          },
        ],
      },
    ]);
    expect(applied).toEqual([]);
    expect(await requestOf('stays')).toBe('1Gi');
    expect(await bench.callsOf(() => bench.look(larger))).toEqual([]);
  });

  it('M13: a volume that left and comes back smaller does not shrink, for which not even a request is made', async () => {
    const { bench } = test;
    await bound('shrinks', '2Gi');
    await bench.look(await bench.ask('shrinks', {}));

    const smaller = await bench.ask('shrinks', volume('1024Mi'));
    let refusals: unknown;
    const calls = await bench.callsOf(async () => {
      ({ refusals } = await bench.look(smaller));
    });

    expect(calls).toEqual(['apply Deployment shrinks']);
    expect(refusals).toMatchObject([
      {
        fields: [
          {
            field: 'spec.volumes[0].size',
            message: 'cannot go from 2Gi down to 1Gi: storage only grows',
          },
        ],
      },
    ]);
    expect(await requestOf('shrinks')).toBe('2Gi');
    await bench.look(await bench.ask('shrinks', {}));
    const asItWas = await bench.ask('shrinks', volume('2Gi'));
    expect((await bench.look(asItWas)).refusals).toEqual([]);
  });

  it('a claim that comes back with another class is refused with the field, and stays the claim it is', async () => {
    const { bench } = test;
    await bound('moves', '1Gi');
    const before = await bench.get(persistentVolumeClaims, 'data-moves');
    await bench.look(await bench.ask('moves', {}));

    const moved = await bench.ask('moves', volume('1Gi', 'fixed-size'));
    const { refusals } = await bench.look(moved);

    expect(refusals).toMatchObject([
      {
        kind: 'PersistentVolumeClaim',
        fields: [
          { field: 'spec', message: expect.stringMatching(/immutable/) },
        ],
      },
    ]);
    const after = await bench.get(persistentVolumeClaims, 'data-moves');
    expect(after.metadata?.uid).toBe(before.metadata?.uid);
  });

  it('a field that cannot change is refused with its name; the object is never made anew behind your back', async () => {
    const { bench } = test;
    const http = (headless: boolean) => ({
      interfaces: [{ name: 'http', port: 80, headless }],
    });
    await bench.look(await bench.ask('addressed', http(false)));
    const name = 'http-addressed-svc';
    const before = await bench.get(services, name);

    const { refusals } = await bench.look(
      await bench.ask('addressed', http(true)),
    );

    const after = await bench.get(services, name);
    expect(after.metadata?.uid).toBe(before.metadata?.uid);
    expect(refusals).toMatchObject([
      {
        kind: 'Service',
        name,
        fields: expect.arrayContaining([
          expect.objectContaining({
            field: expect.stringMatching(/^spec\.clusterIP/),
          }),
        ]),
      },
    ]);
  });

  it('a headless Service that is to have an address is refused, where the cluster would ignore it', async () => {
    const { bench } = test;
    const http = (headless: boolean) => ({
      interfaces: [{ name: 'http', port: 80, headless }],
    });
    await bench.look(await bench.ask('headless', http(true)));

    const changed = await bench.ask('headless', http(false));
    const { refusals } = await bench.look(changed);

    expect(refusals).toMatchObject([
      { kind: 'Service', fields: [{ field: 'spec.interfaces[0].headless' }] },
    ]);
    expect(await bench.callsOf(() => bench.look(changed))).toEqual([]);
    const back = await bench.look(await bench.ask('headless', http(true)));
    expect(back.refusals).toEqual([]);
  });

  it('what is refused is asked for again ever more seldom, and at once for a new generation', async () => {
    const { bench } = test;
    await bench.look(
      await bench.ask('patient', { interfaces: [{ name: 'http', port: 80 }] }),
    );
    const wish = { interfaces: [{ name: 'http', port: 80, headless: true }] };
    const rollout = await bench.ask('patient', wish);
    const look = () => bench.callsOf(() => bench.look(rollout));
    const attempt = ['apply Service http-patient-svc'];

    expect(await look()).toEqual(attempt);
    for (const pauseMs of [5_000, 10_000, 20_000, 40_000]) {
      bench.clock.forward(pauseMs - 1_000);
      expect(await look()).toEqual([]);
      bench.clock.forward(1_000);
      expect(await look()).toEqual(attempt);
    }

    const next = await bench.ask('patient', { ...wish, replicas: 2 });
    expect(await bench.callsOf(() => bench.look(next))).toEqual(
      expect.arrayContaining(attempt),
    );
  });
});
