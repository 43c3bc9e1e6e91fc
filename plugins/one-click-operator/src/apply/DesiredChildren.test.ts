import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import { DesiredChildren } from './DesiredChildren';

function counting() {
  const counted = { builds: 0 };
  const desired = new DesiredChildren(rollout => {
    counted.builds += 1;
    return buildChildren(rollout);
  });
  return { counted, desired };
}

const web = (traits: Parameters<typeof aRollout>[0] = {}) =>
  aRollout({
    ...traits,
    metadata: { name: 'web', uid: 'u', generation: 1, ...traits.metadata },
  });

describe('DesiredChildren', () => {
  it('gives every child with its fingerprint, and builds it on demand', () => {
    const { desired } = counting();
    const rollout = web({ spec: { interfaces: [{ name: 'http', port: 80 }] } });

    const children = desired.of(rollout);

    expect(children.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Deployment web',
      'Service http-web-svc',
    ]);
    expect(children.map(child => child.build())).toEqual(
      buildChildren(rollout),
    );
    expect(new Set(children.map(child => child.fingerprint)).size).toBe(2);
  });

  it('builds nothing again while the rollout stays as it is', () => {
    const { counted, desired } = counting();
    const first = desired.of(web());
    const touched = web({
      metadata: { annotations: { 'example.com/a': 'b' } },
    });

    expect(desired.of(touched).map(child => child.fingerprint)).toEqual(
      first.map(child => child.fingerprint),
    );
    expect(counted.builds).toBe(1);
  });

  it.each([
    { what: 'a new generation', metadata: { generation: 2 } },
    { what: 'another rollout of the name', metadata: { uid: 'other' } },
    {
      what: 'a restart that is asked for',
      metadata: { annotations: { 'one-click.dev/restarted-at': 'now' } },
    },
  ])('builds anew for $what', ({ metadata }) => {
    const { counted, desired } = counting();
    desired.of(web());
    desired.of(web({ metadata }));

    expect(counted.builds).toBe(2);
  });

  it('builds anew where a take-over changes what is wanted', () => {
    const { counted, desired } = counting();
    desired.of(web());
    desired.of(web(), { isFrozen: true });
    desired.of(web(), { formerJobs: new Set(['nightly']) });

    expect(counted.builds).toBe(3);
  });
});
