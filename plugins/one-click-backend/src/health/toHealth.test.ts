import { after, aRollout, DAWN, someFacts } from '../../test/records';
import { overlayAt, UNKNOWN_AFTER_MS } from './overlay';
import { toHealth } from './toHealth';

const now = Date.parse(DAWN);

/** The cluster `main` is there, `far` is away and was last heard of at dawn, `never` never was. */
const context = {
  overlay: overlayAt(now + 200_000, ['far', 'never']),
  contactAt: (cluster: string) =>
    ({ main: after(200_000), far: DAWN }[cluster]),
};

describe('toHealth', () => {
  it.each([
    {
      says: 'Healthy',
      why: 'as the operator said, and as fresh as the watch',
      rollout: aRollout({ state: 'Healthy', live: someFacts() }),
      want: { since: DAWN, seenAt: after(200_000), problems: [] },
    },
    {
      says: 'Unknown',
      why: 'two minutes after the cluster was last heard of',
      rollout: aRollout({
        cluster: 'far',
        state: 'Degraded',
        live: someFacts(),
      }),
      want: {
        since: after(UNKNOWN_AFTER_MS),
        lastKnown: 'Degraded',
        seenAt: DAWN,
        problems: [{ id: 'ClusterAway' }],
      },
    },
    {
      says: 'Unknown',
      why: 'from the start where the cluster never answered',
      rollout: aRollout({ cluster: 'never' }),
      want: { since: DAWN, problems: [{ id: 'ClusterAway' }] },
    },
    {
      says: 'Unknown',
      why: 'two minutes after the cluster was told, where no operator looks',
      rollout: aRollout({ toldAt: after(1_000) }),
      want: {
        since: after(1_000 + UNKNOWN_AFTER_MS),
        problems: [{ id: 'OperatorAway' }],
      },
    },
    {
      says: 'Healthy',
      why: 'of the revision before, until the operator has looked at the new one',
      rollout: aRollout({
        state: 'Healthy',
        told: 3,
        live: { ...someFacts(), revision: 2, servingRevision: 2 },
      }),
      want: { revision: 2 },
    },
    {
      says: 'Healthy',
      why: 'of the revision before, while the status is of an older spec',
      rollout: aRollout({
        state: 'Healthy',
        told: 3,
        live: {
          ...someFacts(),
          observed: false,
          revision: 3,
          servingRevision: 2,
        },
      }),
      want: { revision: 2 },
    },
    {
      says: 'Healthy',
      why: 'of what was told, once that was looked at',
      rollout: aRollout({
        state: 'Healthy',
        told: 3,
        live: { ...someFacts(), revision: 3, servingRevision: 3 },
      }),
      want: { revision: 3 },
    },
    {
      says: 'WaitingToApply',
      why: 'since it was saved, with what runs meanwhile',
      rollout: aRollout({
        state: 'Healthy',
        live: someFacts(),
        told: 1,
        waitingSince: after(190_000),
      }),
      want: { since: after(190_000), lastKnown: 'Healthy', revision: 1 },
    },
    {
      says: 'WaitingToApply',
      why: 'at once where the cluster is away',
      rollout: aRollout({ cluster: 'never', waitingSince: after(199_999) }),
      want: { since: after(199_999) },
    },
    {
      says: 'Starting',
      why: 'while it is new',
      rollout: aRollout({ createdAt: after(150_000), toldAt: after(150_000) }),
      want: { since: after(150_000), wanted: 0, problems: [] },
    },
  ])('says $says $why', ({ says, rollout, want }) => {
    expect(toHealth(rollout, context)).toMatchObject({ state: says, ...want });
  });
});
