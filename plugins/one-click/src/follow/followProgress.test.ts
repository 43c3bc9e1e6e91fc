import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { aHealth, aRevision, aRolloutDetail } from '../testing/fixtures';
import { followProgress } from './followProgress';

function progress(overrides: Partial<RolloutDetail>, clusterAway = false) {
  return followProgress(aRolloutDetail(overrides), 16, { clusterAway });
}

const revision = (outcome: 'pending' | 'applied' | 'healthy' | 'failed') =>
  aRevision({ number: 16, outcome });

describe('followProgress', () => {
  it('is about to be applied while the converger has it', () => {
    expect(progress({ revision: revision('pending') })).toMatchObject({
      steps: { saved: 'done', applied: 'now', starting: 'next' },
    });
  });

  it('waits, and says for how many, while the cluster is away', () => {
    expect(
      progress({ revision: revision('pending'), waiting: [14, 15, 16] }, true),
    ).toEqual({ kind: 'waiting', before: 2 });
  });

  it('starts its instances once it is applied', () => {
    expect(
      progress({
        revision: revision('applied'),
        health: aHealth({ state: 'RollingOut', revision: 16, ready: 1 }),
      }),
    ).toMatchObject({ steps: { applied: 'done', starting: 'now' } });
  });

  it('is not ready because the old instances are', () => {
    expect(
      progress({
        revision: revision('applied'),
        health: aHealth({ revision: 16, servingRevision: 15 }),
      }),
    ).toMatchObject({ steps: { starting: 'now', ready: 'next' } });
  });

  it('must stay well for a while before it is done', () => {
    expect(
      progress({
        revision: revision('applied'),
        health: aHealth({ revision: 16, servingRevision: 16 }),
      }),
    ).toMatchObject({ steps: { ready: 'done', steady: 'now' } });
  });

  it('is done when the server says that it is healthy', () => {
    expect(progress({ revision: revision('healthy') })).toEqual({
      kind: 'healthy',
    });
  });

  it('has failed when the server says so', () => {
    expect(progress({ revision: revision('failed') })).toEqual({
      kind: 'failed',
      refused: false,
    });
  });

  it('is replaced by a newer revision', () => {
    expect(progress({ revision: aRevision({ number: 17 }) })).toEqual({
      kind: 'replaced',
      by: 17,
    });
  });
});
