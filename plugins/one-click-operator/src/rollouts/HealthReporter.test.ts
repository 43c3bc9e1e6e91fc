import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { ManualClock } from '../../test/ManualClock';
import { ClusterCache } from '../cluster/ClusterCache';
import { HealthReporter } from './HealthReporter';

interface StatusPatch {
  readonly patch: { readonly body: readonly { readonly value: unknown }[] };
}

/** A cluster where somebody may edit a rollout just before its status is written. */
function createWorld(edit: (stored: Rollout) => Rollout = same => same) {
  const rollout = aRollout();
  const clock = new ManualClock();
  const client: Pick<KubeClient, 'patch'> = {
    patch: async (...[, , write]: unknown[]) => {
      const { patch } = write as StatusPatch;
      const stored = edit(rollout);
      const metadata = { ...stored.metadata, resourceVersion: '999' };
      return { ...stored, metadata, status: patch.body[1]?.value } as never;
    },
  };
  const cache = new ClusterCache({
    client: client as KubeClient,
    namespaces: [],
    onChange: () => undefined,
    onStale: () => undefined,
    onFresh: () => undefined,
  });
  cache.rollouts.put(rollout);
  const reporter = new HealthReporter({
    client: client as KubeClient,
    cache,
    clock,
    onDenied: () => undefined,
  });
  const { namespace, name } = rollout.metadata;
  const known = () => cache.rollouts.get(namespace, name);
  return { clock, known, reporter, rollout };
}

describe('HealthReporter', () => {
  it('takes over the status that it wrote', async () => {
    const { known, reporter, rollout } = createWorld();

    const report = await reporter.report(rollout, []);

    expect(report.isNews).toBe(true);
    expect(known()?.status).toEqual(report.status);
  });

  it('asks for another look at once where the answer shows an edit, which is no news to the watch any more', async () => {
    const { clock, known, reporter, rollout } = createWorld(stored => ({
      ...stored,
      spec: { ...stored.spec, suspend: true },
    }));

    const { lookAgainAt } = await reporter.report(rollout, []);

    expect(lookAgainAt).toBe(clock.now());
    expect(known()?.spec.suspend).toBe(true);
  });

  it('does not bring back one that has other labels now, which may have left those to look at', async () => {
    const { known, reporter, rollout } = createWorld(stored => ({
      ...stored,
      metadata: { ...stored.metadata, labels: { team: 'another' } },
    }));

    await reporter.report(rollout, []);

    expect(known()).toEqual(rollout);
  });
});
