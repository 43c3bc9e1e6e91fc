import type { Revision } from '@one-click/backstage-plugin-one-click-common';
import {
  aProblem,
  aRevision,
  aRollout,
  FakeClock,
  FakeOneClickApi,
  runAction,
} from '../__testUtils__';
import { createRolloutWaitAction } from './createRolloutWaitAction';

const input = { project: 'shop', name: 'web', revision: 3 };

function setUp(...answers: (Revision | Error)[]) {
  const api = new FakeOneClickApi();
  api.answers = answers;
  const clock = new FakeClock();
  const action = createRolloutWaitAction({
    oneClick: { actAs: () => api },
    clock,
  });
  return { action, api, clock };
}

const pending = aRevision({ outcome: 'pending' });
const applied = aRevision({ outcome: 'applied' });
const healthy = aRevision({ outcome: 'healthy' });

function refusal(statusCode: number): Error {
  return Object.assign(new Error(`Status ${statusCode}`), { statusCode });
}

describe('one-click:rollout:wait', () => {
  it('waits until the revision is healthy, and logs each step once', async () => {
    const { action } = setUp(pending, pending, applied, applied, healthy);

    const { output, log } = await runAction(action, { input });

    expect(output).toEqual({
      revision: 3,
      outcome: 'healthy',
      path: '/one-click/projects/shop/rollouts/web',
    });
    expect(log).toEqual([
      "Revision 3 of 'web': pending",
      "Revision 3 of 'web': applied",
      "Revision 3 of 'web': healthy",
    ]);
  });

  it('waits for the newest revision where none is named', async () => {
    const { action, api } = setUp(healthy);
    api.rollout = aRollout({ revision: aRevision({ number: 7 }) });

    const { output } = await runAction(action, {
      input: { project: 'shop', name: 'web' },
    });

    expect(output).toMatchObject({ revision: 7 });
  });

  it.each([
    {
      outcome: 'failed' as const,
      want: "Revision 3 of 'web' failed: The registry has no image 'web:2'.",
      reason: 'the cause is what helps',
    },
    {
      outcome: 'refused' as const,
      want: "Revision 3 of 'web' refused: The registry has no image 'web:2'.",
      reason: 'the cluster says why it refuses',
    },
    {
      outcome: 'superseded' as const,
      want: "Revision 3 of 'web' was superseded by a newer one",
      reason: 'what was asked for will never run',
    },
  ])('fails when the revision is $outcome: $reason', async row => {
    const problem = aProblem("The registry has no image 'web:2'.");
    const { action } = setUp(
      pending,
      aRevision({ outcome: row.outcome, problem }),
    );

    await expect(runAction(action, { input })).rejects.toThrow(row.want);
  });

  it('gives up after 5 minutes with what hinders it now', async () => {
    const { action, api, clock } = setUp(applied);
    const { health } = aRollout();
    const problems = [aProblem('No node has 64 free cores.')];
    api.rollout = aRollout({ health: { ...health, problems } });

    await expect(runAction(action, { input })).rejects.toThrow(
      "Revision 3 of 'web' is not healthy after 300 s: No node has 64 free cores.",
    );
    expect(clock.now()).toBe(300_000);
  });

  it('gives up after the time the template gives', async () => {
    const { action, api, clock } = setUp(pending);
    api.rollout = aRollout({ waiting: [3] });
    const timeout = { hours: 1, minutes: 1, seconds: 1 };

    await expect(
      runAction(action, { input: { ...input, timeout } }),
    ).rejects.toThrow(
      'not healthy after 3661 s: it still waits to be applied to its cluster',
    );
    expect(clock.now()).toBeGreaterThanOrEqual(3_661_000);
  });

  it('ends at once when the task is cancelled', async () => {
    const { action, clock } = setUp(pending);
    const task = new AbortController();
    clock.onWait = () => task.abort(new Error('Cancelled'));

    await expect(
      runAction(action, { input, signal: task.signal }),
    ).rejects.toThrow('Cancelled');
    expect(clock.now()).toBe(2_000);
  });

  it.each([
    { error: refusal(503), reason: 'a portal being updated comes back' },
    { error: new Error('fetch failed'), reason: 'so does a network' },
  ])('waits on after "$error.message": $reason', async ({ error }) => {
    const { action } = setUp(error, healthy);

    await expect(runAction(action, { input })).resolves.toMatchObject({
      output: { outcome: 'healthy' },
    });
  });

  it('fails at once when the rollout is not there', async () => {
    const { action, clock } = setUp(refusal(404));

    await expect(runAction(action, { input })).rejects.toThrow('Status 404');
    expect(clock.now()).toBe(0);
  });

  it('does not wait in a dry run', async () => {
    const { action, clock } = setUp(pending);

    await runAction(action, { input, isDryRun: true });

    expect(clock.now()).toBe(0);
  });
});
