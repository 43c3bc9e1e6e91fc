import { aClaim, anEvent } from '../testing/clusterObjects';
import { findVolumeProblems } from './volumeCauses';

const MADE = Date.parse('2026-11-25T08:00:00Z');
const about = {
  kind: 'PersistentVolumeClaim',
  name: 'data-node-red',
  uid: 'claim-data-node-red',
};

function problemsOf(
  events: readonly (readonly [string, string])[],
  age = 1000,
) {
  return findVolumeProblems({
    claims: [aClaim('Pending')],
    events: events.map(([reason, message]) => anEvent(about, reason, message)),
    cluster: 'berlin',
    now: MADE + age,
  });
}

describe('findVolumeProblems', () => {
  it('names a class that does not exist', () => {
    const [problem] = problemsOf([
      ['ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found'],
    ]);

    expect(problem).toMatchObject({
      firm: true,
      cause: {
        id: 'VolumeClass',
        message: 'Storage class fast does not exist in berlin.',
      },
    });
  });

  it('repeats what the provisioner says', () => {
    const [problem] = problemsOf([
      ['ProvisioningFailed', 'no space left in pool.'],
    ]);

    expect(problem).toMatchObject({
      firm: true,
      cause: {
        id: 'VolumePending',
        params: { volume: 'data-node-red', why: 'no space left in pool' },
      },
    });
  });

  it.each([
    { age: 1_000, firm: false, does: 'gives a claim time to bind' },
    {
      age: 10_000,
      firm: true,
      does: 'takes a claim that stays unbound for a problem',
    },
  ])('$does', ({ age, firm }) => {
    expect(problemsOf([], age)).toMatchObject([{ firm }]);
  });

  it('has nothing to say of a claim that waits for an instance', () => {
    const waits = 'waiting for first consumer to be created before binding';

    expect(problemsOf([['WaitForFirstConsumer', waits]], 60_000)).toEqual([]);
  });
});
