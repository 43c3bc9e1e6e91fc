import fc from 'fast-check';
import { anySpec } from '../../test/arbitraries';
import { aRolloutSpecInput } from '../testUtils';
import { applyDefaults } from './defaults';
import { normalizeSpec, specsEqual } from './normalize';

describe('normalizeSpec', () => {
  it('drops what means the same as nothing, and keeps values as they were written', () => {
    const spec = {
      ...aRolloutSpecInput(),
      env: [{ name: 'EMPTY', value: '' }],
      secrets: [],
      volumes: null,
      resources: { requests: { cpu: '0.1' }, limits: {} },
      suspend: false,
      podLabels: { tls: '' },
      future: { unknown: [] },
    };

    expect(normalizeSpec(spec)).toEqual({
      ...aRolloutSpecInput(),
      env: [{ name: 'EMPTY', value: '' }],
      resources: { requests: { cpu: '0.1' } },
      podLabels: { tls: '' },
      future: {},
    });
  });

  it.each([
    ['emptyDir', { volumes: [{ name: 'a', mountPath: '/a', emptyDir: {} }] }],
    [
      'a label selector, which selects all',
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'zone',
            whenUnsatisfiable: 'ScheduleAnyway' as const,
            labelSelector: {},
          },
        ],
      },
    ],
    [
      'a security switch, whose absence leaves it to the image',
      { securityContext: { runAsNonRoot: false } },
    ],
    [
      'no token, whose absence means one',
      { automountServiceAccountToken: false },
    ],
  ])('keeps %s', (_, part) => {
    expect(normalizeSpec(aRolloutSpecInput(part))).toEqual(
      aRolloutSpecInput(part),
    );
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(anySpec, spec => {
        const once = normalizeSpec(spec);
        expect(normalizeSpec(once)).toEqual(once);
      }),
    );
  });

  it('never changes what is asked for', () => {
    fc.assert(
      fc.property(anySpec, spec => {
        expect(specsEqual(spec, normalizeSpec(spec))).toBe(true);
      }),
    );
  });
});

describe('specsEqual', () => {
  it('sees through defaults', () => {
    fc.assert(
      fc.property(anySpec, spec => {
        expect(specsEqual(spec, applyDefaults(spec))).toBe(true);
      }),
    );
  });

  it('compares amounts and not texts', () => {
    const left = aRolloutSpecInput({ resources: { limits: { cpu: '0.5' } } });
    const right = aRolloutSpecInput({ resources: { limits: { cpu: '500m' } } });

    expect(specsEqual(left, right)).toBe(true);
  });

  it('takes labels for texts, even if they look like amounts', () => {
    const left = aRolloutSpecInput({ podLabels: { size: '1Gi' } });
    const right = aRolloutSpecInput({ podLabels: { size: '1024Mi' } });

    expect(specsEqual(left, right)).toBe(false);
  });

  it.each([
    ['env', false],
    ['volumes', true],
  ] as const)('minds the order where it means something: %s', (list, same) => {
    const items = {
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '$(A)' },
      ],
      volumes: [
        { name: 'a', mountPath: '/a', size: '1Gi' },
        { name: 'b', mountPath: '/b', size: '1Gi' },
      ],
    };
    const left = aRolloutSpecInput({ [list]: items[list] });
    const right = aRolloutSpecInput({ [list]: [...items[list]].reverse() });

    expect(specsEqual(left, right)).toBe(same);
  });
});
