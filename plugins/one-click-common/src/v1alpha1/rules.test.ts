import { aRolloutSpecInput } from '../testUtils';
import {
  addressesOf,
  ignoredScale,
  imageText,
  instanceBounds,
  isAutoscaled,
  isRecreated,
} from './rules';

describe('imageText', () => {
  const { image } = aRolloutSpecInput();

  it('names the image as a registry does', () => {
    expect(imageText(image)).toBe('docker.io/library/nginx:1.27');
  });

  it('ends with the digest where there is one', () => {
    expect(imageText({ ...image, digest: 'sha256:00' })).toBe(
      'docker.io/library/nginx:1.27@sha256:00',
    );
  });
});

describe('instanceBounds', () => {
  it.each([
    [{}, { min: 1, max: 1 }, false],
    [{ replicas: 0 }, { min: 0, max: 0 }, false],
    [
      { replicas: 9, horizontalScale: { minReplicas: 2, maxReplicas: 4 } },
      { min: 2, max: 4 },
      true,
    ],
    [
      { horizontalScale: { minReplicas: 3, maxReplicas: 3 } },
      { min: 3, max: 3 },
      false,
    ],
  ])('of %j are %j', (part, bounds, autoscaled) => {
    expect(instanceBounds(aRolloutSpecInput(part))).toEqual(bounds);
    expect(isAutoscaled(aRolloutSpecInput(part))).toBe(autoscaled);
  });
});

describe('isRecreated', () => {
  it.each([
    ['recreate', true],
    ['Recreate', true],
    ['rollingUpdate', false],
    ['', false],
  ])('takes %p for %p', (rolloutStrategy, recreated) => {
    expect(isRecreated({ rolloutStrategy })).toBe(recreated);
  });

  it('is no where nothing is said', () => {
    expect(isRecreated(aRolloutSpecInput())).toBe(false);
  });
});

describe('ignoredScale', () => {
  const horizontalScale = { minReplicas: 2, maxReplicas: 4 };

  it.each([
    [{ replicas: 9 }, undefined],
    [{ horizontalScale }, undefined],
    // The server fills in 1 wherever nothing is said.
    [{ replicas: 1, horizontalScale }, undefined],
    [{ replicas: 9, horizontalScale }, 9],
    [{ replicas: 9, horizontalScale: { minReplicas: 2, maxReplicas: 2 } }, 9],
  ])('of %j is %p', (part, ignored) => {
    expect(ignoredScale(aRolloutSpecInput(part))).toBe(ignored);
  });
});

describe('addressesOf', () => {
  it('lists each host and path once', () => {
    const rules = [
      { host: 'a.example.com', path: '' },
      { host: 'a.example.com', path: '/', tls: true },
      { host: 'a.example.com', path: '/api', tls: true },
    ];
    const interfaces = [
      { name: 'metrics', port: 9090 },
      { name: 'http', port: 80, ingress: { rules } },
    ];

    expect(addressesOf(aRolloutSpecInput({ interfaces }))).toEqual([
      { interfaceName: 'http', host: 'a.example.com', path: '/', tls: false },
      { interfaceName: 'http', host: 'a.example.com', path: '/api', tls: true },
    ]);
  });
});
