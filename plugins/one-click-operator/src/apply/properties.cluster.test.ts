import type { V1ObjectMeta } from '@kubernetes/client-node';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Resource } from '@one-click/backstage-plugin-one-click-kube';
import fc from 'fast-check';
import { anySpec } from '../../test/anySpec';
import { useApplyBench } from '../../test/ApplyBench';
import { CHILD_RESOURCES } from '../cluster/childResources';
import type { DesiredChild } from './DesiredChildren';
import type { LiveChild } from './ChildWriter';

jest.setTimeout(300_000);

const ANY_RUNS = 12;
const EDIT_RUNS = 5;

interface Whole {
  readonly metadata?: V1ObjectMeta;
  readonly spec?: object;
  readonly data?: object;
}

/** What Kubernetes adds by itself, and what depends on the uid. */
const OTHERS =
  /^(clusterIPs?|nodePort|volumeName|deployment\.kubernetes\.io\/.*|pv\.kubernetes\.io\/.*|volume\..*kubernetes\.io\/.*|one-click\.dev\/(secrets|files)-checksum)$/;

describe('any rollout', () => {
  const test = useApplyBench();
  let count = 0;
  const nextName = () => {
    count += 1;
    return `any-${count}`;
  };

  /** What a user would see of a child, whatever the rollout is called. */
  async function view({ kind, name }: DesiredChild, rollout: Rollout) {
    const { metadata, spec, data } = (await test.bench.get(
      CHILD_RESOURCES[kind] as Resource as Resource<LiveChild>,
      name,
    )) as Whole;
    const text = JSON.stringify(
      {
        name,
        annotations: metadata?.annotations ?? {},
        labels: metadata?.labels,
        spec,
        data: kind === 'ConfigMap' ? data : Object.keys(data ?? {}),
      },
      (key, value) => (OTHERS.test(key) ? undefined : value),
    );
    const shown = JSON.parse(
      text.replaceAll(rollout.metadata.name, 'THE-ROLLOUT'),
    );
    const isScaled = rollout.spec.horizontalScale !== undefined;
    if (kind === 'Deployment' && isScaled) {
      delete shown.spec.replicas;
    }
    return { kind, ...shown };
  }

  const viewAll = (rollout: Rollout) =>
    Promise.all(
      test.bench.desired
        .of(rollout)
        .filter(({ kind }) => kind !== 'ServiceAccount')
        .map(child => view(child, rollout)),
    );

  /** A claim that an edit let go, and the next wants again, is first to go. */
  const settle = (rollout: Rollout) =>
    test.bench.until('all children to be there', async () => {
      const { refusals, retryAfterMs } = await test.bench.look(rollout);
      expect(refusals).toEqual([]);
      return retryAfterMs === undefined;
    });

  it('is applied once, and makes no request when it is looked at again', async () => {
    const { bench } = test;
    await fc.assert(
      fc.asyncProperty(anySpec, async spec => {
        const rollout = await bench.ask(nextName(), spec);

        expect((await bench.look(rollout)).refusals).toEqual([]);
        expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
        await bench.caughtUp();
        expect(await bench.callsOf(() => bench.look(rollout))).toEqual([]);
      }),
      { numRuns: ANY_RUNS, endOnFailure: true },
    );
    expect(bench.told).toEqual([]);
  });

  it('looks after any edits as one that was made so: what is owned is as the last edit says, and nothing of earlier ones is left', async () => {
    const { bench } = test;
    const edits = fc.array(anySpec, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async specs => {
        const name = nextName();
        let edited: Rollout | undefined;
        for (const spec of specs) {
          edited = await bench.ask(name, spec);
          expect((await bench.look(edited)).refusals).toEqual([]);
        }
        await settle(edited!);
        const made = await bench.ask(nextName(), specs.at(-1));
        await settle(made);

        expect(await viewAll(edited!)).toEqual(await viewAll(made));
        expect(await bench.callsOf(() => bench.look(edited!))).toEqual([]);
      }),
      { numRuns: EDIT_RUNS, endOnFailure: true },
    );
  });
});
