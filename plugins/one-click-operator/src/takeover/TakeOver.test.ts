import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import { FakeObjects } from '../../test/FakeObjects';
import type { FakeObject } from '../../test/FakeObjects';
import { recordedRollouts } from '../../test/recordedOriginals';
import { adoptedGeneration } from './frozenTemplate';
import type { KnownChildren } from './knownChildren';
import { isOriginals } from './originals';
import { TakeOver } from './TakeOver';

const NAMESPACE = 'k3x9q0vbn2m7wpl';
const recorded = recordedRollouts().filter(
  ({ rollout }) => rollout.metadata.namespace === NAMESPACE,
);

function knows(objects: FakeObjects): KnownChildren {
  const rolloutOf = (name: string) =>
    objects
      .values()
      .find(
        ({ kind, metadata }) => kind === 'Rollout' && metadata.name === name,
      ) as unknown as Rollout | undefined;
  const labelled = ({ metadata: { name } }: Rollout) =>
    objects
      .values()
      .filter(
        ({ kind, metadata }) =>
          kind !== 'Rollout' &&
          metadata.labels?.['one-click.dev/deploymentId'] === name,
      );
  return {
    rollout: (_, name, uid) =>
      rolloutOf(name)?.metadata.uid === uid ? rolloutOf(name) : undefined,
    childrenOf: (rollout, which) =>
      labelled(rollout)
        .filter(({ metadata }) => which === 'all' || isOriginals(metadata))
        .map(({ kind, metadata: { name = '' } }) => ({
          kind: kind as ChildKind,
          namespace: NAMESPACE,
          name,
        })),
    adoptedGeneration: rollout =>
      adoptedGeneration(
        labelled(rollout).find(({ kind }) => kind === 'Deployment'),
      ),
    cronJobsOf: rollout =>
      new Set(
        labelled(rollout)
          .filter(({ kind }) => kind === 'CronJob')
          .map(({ metadata: { name = '' } }) => name),
      ),
    put: () => undefined,
  };
}

function aTakeOver() {
  const objects = new FakeObjects(
    recorded.flatMap(({ rollout, children }) => [
      rollout as unknown as FakeObject,
      ...children.map(({ object }) => object as unknown as FakeObject),
    ]),
  );
  const counted: ChildKind[] = [];
  const takeOver = new TakeOver({
    client: objects.client(),
    known: knows(objects),
    namespaces: [NAMESPACE],
    observer: { onTakenOver: kind => counted.push(kind) },
  });
  const rollout = (name: string) =>
    objects.get('Rollout', name) as unknown as Rollout;
  /** As the operator does at the end of each look. */
  const reportOn = (name: string) => {
    const { status, ...rest } = objects.get('Rollout', name);
    objects.put({
      ...rest,
      status: { ...(status as object), observedGeneration: 1 },
    });
  };
  const writes = () =>
    objects.requests.filter(request => request.startsWith('patch'));
  return { objects, takeOver, rollout, reportOn, writes, counted };
}

describe('TakeOver', () => {
  it('lets go of the accounts and claims of all rollouts before it writes anything else', async () => {
    const { takeOver, rollout, writes } = aTakeOver();
    await takeOver.adopt(rollout('aaaaaaaaaaaaa06'));

    const firstOther = writes().findIndex(
      each => !/serviceaccounts|persistentvolumeclaims/.test(each),
    );
    expect(writes().slice(0, firstOther).sort()).toEqual([
      'patch persistentvolumeclaims cache-aaaaaaaaaaaaa05',
      'patch persistentvolumeclaims data-aaaaaaaaaaaaa05',
      'patch serviceaccounts one-click',
      'patch serviceaccounts special',
    ]);
  });

  it('finds autoscalers and pull secrets by their owner, since they have no labels', async () => {
    const { takeOver, rollout, writes, objects } = aTakeOver();
    await takeOver.adopt(rollout('aaaaaaaaaaaaa07'));

    expect(writes()).toEqual(
      expect.arrayContaining([
        'patch horizontalpodautoscalers aaaaaaaaaaaaa07',
        'patch secrets aaaaaaaaaaaaa07-imagepullsecret',
      ]),
    );
    expect(
      objects.get('HorizontalPodAutoscaler', 'aaaaaaaaaaaaa07').metadata.labels,
    ).toMatchObject({ 'one-click.dev/deploymentId': 'aaaaaaaaaaaaa07' });
  });

  it('asks for nothing more once a rollout is taken over, and another process for no write', async () => {
    const { takeOver, rollout, objects, reportOn } = aTakeOver();
    const names = recorded.map(({ rollout: { metadata } }) => metadata.name);
    for (const name of names) {
      await takeOver.adopt(rollout(name));
    }
    objects.requests.length = 0;
    for (const name of names) {
      await takeOver.adopt(rollout(name));
    }
    expect(objects.requests).toEqual([]);

    names.forEach(reportOn);
    const successor = new TakeOver({
      client: objects.client(),
      known: knows(objects),
      namespaces: [NAMESPACE],
      observer: { onTakenOver: () => undefined },
    });
    for (const name of names) {
      await successor.adopt(rollout(name));
    }
    expect(objects.requests).toHaveLength(8);
    expect(objects.requests.every(each => each.startsWith('list'))).toBe(true);
  });

  it('counts every write by kind', async () => {
    const { takeOver, rollout, counted, writes } = aTakeOver();
    await takeOver.adopt(rollout('aaaaaaaaaaaaa05'));

    expect(counted).toHaveLength(writes().length);
    expect(
      counted.filter(kind => kind === 'PersistentVolumeClaim'),
    ).toHaveLength(2);
  });

  it('reads and plans again where somebody else was faster', async () => {
    const { takeOver, rollout, objects } = aTakeOver();
    let times = 2;
    objects.beforePatch = (resource, name) => {
      if (resource.kind === 'Deployment' && times > 0) {
        times -= 1;
        const found = objects.get('Deployment', name);
        const annotations = { theirs: String(times) };
        objects.put({ ...found, metadata: { ...found.metadata, annotations } });
      }
    };
    expect(await takeOver.adopt(rollout('aaaaaaaaaaaaa01'))).toEqual([]);

    expect(
      objects.get('Deployment', 'aaaaaaaaaaaaa01').metadata.annotations,
    ).toEqual({ theirs: '0', 'one-click.dev/adopted-generation': '1' });
  });

  it('tells what the cluster holds against an object, and goes on with other rollouts', async () => {
    const { takeOver, rollout, objects, writes, reportOn } = aTakeOver();
    objects.beforePatch = (_, name) => {
      if (name === 'data-aaaaaaaaaaaaa05') {
        throw new KubeForbiddenError('denied by a webhook');
      }
    };

    expect(await takeOver.adopt(rollout('aaaaaaaaaaaaa01'))).toEqual([]);
    expect(await takeOver.adopt(rollout('aaaaaaaaaaaaa05'))).toMatchObject([
      { kind: 'PersistentVolumeClaim', name: 'data-aaaaaaaaaaaaa05' },
    ]);

    // The status now tells of the refusal, and no longer of the Go operator.
    reportOn('aaaaaaaaaaaaa05');
    objects.beforePatch = () => undefined;
    const count = writes().length;
    expect(await takeOver.adopt(rollout('aaaaaaaaaaaaa05'))).toEqual([]);
    expect(writes().slice(count)).toEqual([
      'patch persistentvolumeclaims data-aaaaaaaaaaaaa05',
    ]);
  });

  it('looks for owners again if the cluster was away', async () => {
    const { takeOver, rollout, objects } = aTakeOver();
    objects.beforePatch = () => {
      throw new KubeUnavailableError('away');
    };
    await expect(takeOver.adopt(rollout('aaaaaaaaaaaaa01'))).rejects.toThrow(
      'away',
    );

    objects.beforePatch = () => undefined;
    expect(await takeOver.adopt(rollout('aaaaaaaaaaaaa01'))).toEqual([]);
  });

  it('freezes the template until the spec changes, and then lets it go', async () => {
    const { takeOver, rollout, objects, writes } = aTakeOver();
    const before = rollout('aaaaaaaaaaaaa02');
    await takeOver.adopt(before);

    expect(takeOver.contextOf(before).isFrozen).toBe(true);
    expect([...(await takeOver.sparedBy(before))]).toEqual([
      'Secret aaaaaaaaaaaaa02-secrets',
    ]);

    const metadata = { ...before.metadata, generation: 2 };
    const changed = { ...before, metadata };
    const count = writes().length;
    await takeOver.adopt(changed);
    await takeOver.adopt(changed);

    expect(writes().slice(count)).toEqual([
      'patch deployments aaaaaaaaaaaaa02',
    ]);
    expect(takeOver.contextOf(changed).isFrozen).toBe(false);
    expect([...(await takeOver.sparedBy(changed))]).toEqual([]);
    expect(
      objects.get('Deployment', 'aaaaaaaaaaaaa02').metadata.annotations,
    ).not.toHaveProperty(['one-click.dev/adopted-generation']);
  });

  it('knows the jobs whose CronJob keeps its name', async () => {
    const { takeOver, rollout } = aTakeOver();

    expect([
      ...(takeOver.contextOf(rollout('aaaaaaaaaaaaa10')).formerJobs ?? []),
    ]).toEqual(['nightly', 'paused']);
    expect(
      takeOver.contextOf(rollout('aaaaaaaaaaaaa01')).formerJobs?.size,
    ).toBe(0);
  });
});
