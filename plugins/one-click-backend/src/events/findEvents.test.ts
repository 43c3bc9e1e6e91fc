import type { MapNode } from '@one-click/backstage-plugin-one-click-common';
import type { KubeEvent } from '../live/objects';
import { findEvents } from './findEvents';
import { toClusterEvent } from './toClusterEvent';

function anEvent(
  object: { kind: string; name: string; uid?: string },
  over: object = {},
): KubeEvent {
  return {
    metadata: { uid: `event-${object.name}` },
    involvedObject: object,
    reason: 'BackOff',
    type: 'Warning',
    message: 'Back-off',
    count: 3,
    firstTimestamp: '2026-03-04T05:06:07Z',
    lastTimestamp: '2026-03-04T05:16:07Z',
    ...over,
  } as unknown as KubeEvent;
}

function aNode(kind: string, name: string): MapNode {
  return { id: `uid-${name}`, kind, name } as MapNode;
}

const nodes = [
  aNode('Deployment', 'web'),
  aNode('ReplicaSet', 'web-6bd9f'),
  aNode('CronJob', 'web-tidy'),
];

describe('events of a rollout', () => {
  it.each([
    ['an object that is there', ['Deployment', 'web'], true],
    ['a pod that is gone', ['Pod', 'web-6bd9f-x7k2p'], true],
    ['an old ReplicaSet that is gone', ['ReplicaSet', 'web-5c8e1'], true],
    ['a run that is gone', ['Job', 'web-tidy-29001'], true],
    ['a pod of another rollout', ['Pod', 'web-api-6bd9f-x7k2p'], false],
    ['another rollout', ['Rollout', 'web-api'], false],
    ['a ReplicaSet of another rollout', ['ReplicaSet', 'web-api-6bd9f'], false],
  ])('are those of %s', (_, [kind = '', name = ''], isFound) => {
    const event = anEvent({ kind, name, uid: `uid-${name}` });

    expect(findEvents([event], nodes)).toHaveLength(isFound ? 1 : 0);
  });

  it('come with the newest first, and no more than tell why', () => {
    const events = Array.from({ length: 600 }, (_, n) =>
      anEvent(
        { kind: 'Pod', name: 'web-6bd9f-a' },
        {
          metadata: { uid: `${n}` },
          lastTimestamp: new Date(n * 1000).toISOString(),
        },
      ),
    );
    const found = findEvents(events, nodes);

    expect(found).toHaveLength(500);
    expect(found[0]?.id).toBe('599');
  });
});

describe('an event', () => {
  it('says how often it happened, and when first and last', () => {
    const object = {
      kind: 'Pod',
      name: 'web-1',
      fieldPath: 'spec.containers{web}',
    };

    expect(toClusterEvent(anEvent(object))).toMatchObject({
      count: 3,
      firstAt: '2026-03-04T05:06:07Z',
      lastAt: '2026-03-04T05:16:07Z',
      object: { kind: 'Pod', name: 'web-1', container: 'web' },
    });
  });

  it('of the newer kind says so as well', () => {
    const event = anEvent(
      { kind: 'Pod', name: 'web-1' },
      {
        count: undefined,
        firstTimestamp: null,
        lastTimestamp: null,
        eventTime: '2026-03-04T05:06:07.000001Z',
        series: { count: 7, lastObservedTime: '2026-03-04T06:06:07.000001Z' },
      },
    );

    expect(toClusterEvent(event)).toMatchObject({
      count: 7,
      firstAt: '2026-03-04T05:06:07.000001Z',
      lastAt: '2026-03-04T06:06:07.000001Z',
    });
  });
});
