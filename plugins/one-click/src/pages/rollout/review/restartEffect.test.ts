import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { aSpec } from '../../../testing/fixtures';
import { lossesOf, restartEffect } from './restartEffect';

function effect(from: RolloutSpecInput, to: RolloutSpecInput, running = 3) {
  return restartEffect(from, to, { changes: diffSpecs(from, to), running });
}

const tag = (to: string) => ({ ...aSpec().image, tag: to });

describe('restartEffect', () => {
  it('restarts every running instance for another image', () => {
    expect(effect(aSpec(), aSpec({ image: tag('2.5') }))).toEqual({
      kind: 'rolling',
      count: 3,
    });
  });

  it('restarts nothing for another number of instances', () => {
    expect(effect(aSpec(), aSpec({ replicas: 5 }))).toEqual({
      kind: 'nothing',
    });
  });

  it('restarts nothing for another public address', () => {
    const to = aSpec({ interfaces: [{ name: 'http', port: 8080 }] });

    expect(effect(aSpec(), to)).toEqual({ kind: 'nothing' });
  });

  it('stops everything first where the rollout asks for that', () => {
    const from = aSpec({ rolloutStrategy: 'Recreate' });

    expect(effect(from, { ...from, image: tag('2.5') })).toEqual({
      kind: 'recreate',
    });
  });

  it('starts nothing while paused, whatever else changes', () => {
    const from = aSpec({ suspend: true });

    expect(effect(from, { ...from, image: tag('2.5') }, 0)).toEqual({
      kind: 'paused',
    });
  });

  it('tells pausing and resuming apart', () => {
    expect(effect(aSpec(), aSpec({ suspend: true }))).toEqual({
      kind: 'pauses',
    });
    expect(effect(aSpec({ suspend: true }), aSpec(), 0)).toEqual({
      kind: 'resumes',
      count: 3,
    });
  });
});

describe('lossesOf', () => {
  it('names hosts that stop answering and volumes that are detached', () => {
    const from = aSpec({
      volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
    });

    expect(lossesOf(from, aSpec({ interfaces: [] }))).toEqual({
      hosts: ['shop.acme.io'],
      volumes: ['data'],
    });
  });

  it('finds none where a host only moves to another interface', () => {
    const [http] = aSpec().interfaces ?? [];
    const to = aSpec({ interfaces: http ? [{ ...http, name: 'web' }] : [] });

    expect(lossesOf(aSpec(), to).hosts).toEqual([]);
  });
});
