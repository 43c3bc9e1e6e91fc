import type {
  Rollout,
  RolloutSpecInput,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Happening } from '../engine/events';
import { EventTeller } from './EventTeller';

/** A teller, and what it told. */
function aTeller() {
  const told: Happening[] = [];
  const teller = new EventTeller({ record: each => told.push(each) });
  return { teller, told };
}

function aRollout(options: {
  readonly status?: RolloutStatus;
  readonly spec?: Partial<RolloutSpecInput>;
  readonly generation?: number;
}): Rollout {
  const { status, spec, generation = 1 } = options;
  return {
    apiVersion: 'one-click.dev/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web', namespace: 'shop', uid: 'u1', generation },
    spec: {
      image: { registry: 'docker.io', repository: 'nginx', tag: '1' },
      ...spec,
    },
    ...(status && { status }),
  } as Rollout;
}

const CRASH = { id: 'CrashLoop', message: 'It crashes' };

describe('EventTeller', () => {
  it('warns of a cause of trouble when it comes up, and not again while it lasts', () => {
    const { teller, told } = aTeller();
    const trouble = { state: 'Down', causes: [CRASH] } as const;

    teller.tellState(aRollout({ status: { state: 'Starting' } }), trouble);
    teller.tellState(aRollout({ status: trouble }), {
      ...trouble,
      state: 'Degraded',
    });

    expect(told).toEqual([
      {
        about: expect.objectContaining({ name: 'web', uid: 'u1' }),
        type: 'Warning',
        reason: 'CrashLoop',
        message: 'Down: It crashes',
      },
    ]);
  });

  it('says when all is well again, and nothing of the way there', () => {
    const { teller, told } = aTeller();
    const starting = { state: 'Starting' } as const;

    teller.tellState(aRollout({}), starting);
    teller.tellState(aRollout({ status: starting }), { state: 'RollingOut' });
    teller.tellState(aRollout({ status: starting }), { state: 'Healthy' });
    teller.tellState(aRollout({ status: { state: 'Healthy' } }), {
      state: 'Healthy',
    });

    expect(told.map(({ type, reason }) => [type, reason])).toEqual([
      ['Normal', 'Healthy'],
    ]);
  });

  it('warns of a number of instances that counts for nothing, once a generation', () => {
    const { teller, told } = aTeller();
    const spec = {
      replicas: 4,
      horizontalScale: { minReplicas: 1, maxReplicas: 3 },
    };

    teller.tellIgnoredScale(aRollout({ spec }));
    teller.tellIgnoredScale(aRollout({ spec }));
    expect(told.map(({ reason }) => reason)).toEqual(['ScaleIgnored']);

    teller.tellIgnoredScale(aRollout({ spec, generation: 2 }));
    expect(told).toHaveLength(2);
    teller.tellIgnoredScale(aRollout({ generation: 3 }));
    expect(told).toHaveLength(2);
  });
});
