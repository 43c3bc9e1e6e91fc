import fc from 'fast-check';
import {
  readGoOperatorRollouts,
  readOriginalInstallObjects,
  readOriginalSamples,
} from '@one-click/fixtures';
import { badManifests, goodManifests, specWith } from '../../../test/manifests';
import { aRolloutSpecInput } from '../../testUtils';
import { applyDefaults } from '../defaults';
import type { RolloutSpecInput } from '../types';
import { checkSpecChange } from './changes';
import { parseRolloutSpec, type FieldError } from './parse';
import { rolloutSpec } from './spec';

function errorsOf(value: unknown, name?: string): readonly FieldError[] {
  const result = parseRolloutSpec(value, name === undefined ? {} : { name });
  return result.ok ? [] : result.errors;
}

function formatted(path: FieldError['path']): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text ? `${text}.${step}` : step;
  }, '');
}

describe('parseRolloutSpec (R01)', () => {
  it.each(goodManifests)(
    'accepts a spec that $does, for $reason',
    ({ spec, name = 'web' }) => {
      expect(errorsOf(spec, name)).toEqual([]);
      expect(rolloutSpec.parse(spec)).toEqual(
        applyDefaults(spec as unknown as RolloutSpecInput),
      );
    },
  );

  it.each(badManifests)(
    'refuses a spec that $does, for $reason',
    ({ spec, name = 'rollout', field, says }) => {
      const messages = errorsOf(spec, name)
        .filter(({ path }) => formatted(path) === field)
        .map(({ message }) => message);

      expect(messages).not.toEqual([]);
      for (const fragment of says) {
        expect(messages.join('\n')).toContain(fragment);
      }
    },
  );

  it('refuses nothing else in a bad spec than what is bad', () => {
    for (const { spec, name = 'rollout', field, does } of badManifests) {
      const fields = errorsOf(spec, name).map(({ path }) => formatted(path));

      expect([does, [...new Set(fields)]]).toEqual([does, [field]]);
    }
  });

  it.each([
    ['Rollouts of the Go operator', readGoOperatorRollouts()],
    ['samples of the original', readOriginalSamples()],
    [
      'Rollouts of a running original',
      readOriginalInstallObjects().filter(({ kind }) => kind === 'Rollout'),
    ],
  ])('accepts the %s', (_, rollouts) => {
    for (const { metadata, spec } of rollouts) {
      expect(errorsOf(spec, metadata.name)).toEqual([]);
    }
    expect(rollouts).not.toEqual([]);
  });

  it('gives back what the user wrote: no default, no null, no change', () => {
    const spec = {
      ...specWith({ replicas: null, env: [] }),
      volumes: undefined,
    };

    expect(parseRolloutSpec(spec)).toEqual({
      ok: true,
      spec: specWith({ env: [] }),
    });
  });

  it('lists every mistake at once', () => {
    const spec = specWith({
      replicas: -1,
      interfaces: [{ name: 'http', port: 0 }],
      env: [{ name: 'A' }],
    });

    expect(errorsOf(spec).map(({ path }) => formatted(path))).toEqual([
      'replicas',
      'env[0].value',
      'interfaces[0].port',
    ]);
  });

  it.each([[undefined], [null], ['text'], [[]], [42]])(
    'refuses %j as a whole',
    value => {
      expect(errorsOf(value)).toMatchObject([{ path: [] }]);
    },
  );

  it('takes a name for a key, whatever it is called', () => {
    const spec = JSON.parse(
      '{"image":{"registry":"a","repository":"b","tag":"c"},"__proto__":{"replicas":2}}',
    );

    expect(errorsOf(spec)).toMatchObject([{ path: ['__proto__'] }]);
  });

  it('sees the one key of a map that zod does not', () => {
    const spec = JSON.parse(
      '{"image":{"registry":"a","repository":"b","tag":"c"},"podLabels":{"__proto__":"x"}}',
    );

    expect(errorsOf(spec)).toMatchObject([
      { path: ['podLabels', '__proto__'] },
    ]);
  });

  it('survives input of any depth', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;

    expect(errorsOf(JSON.parse(deep))).not.toEqual([]);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        const parse = () => parseRolloutSpec(value, { name: 'web' });
        expect(parse).not.toThrow();
      }),
    );
  });
});

describe('checkSpecChange', () => {
  const volume = { name: 'data', mountPath: '/data', size: '2Gi' };
  const old = aRolloutSpecInput({ volumes: [volume] });
  const changed = (part: object) =>
    checkSpecChange(
      old,
      aRolloutSpecInput({ volumes: [{ ...volume, ...part }] }),
    );

  it.each([
    ['a smaller size', { size: '1Gi' }, 'size', 'cannot shrink'],
    [
      'another class',
      { storageClass: 'fast' },
      'storageClass',
      'cannot change',
    ],
    [
      'other access modes',
      { accessModes: ['ReadWriteMany'] },
      'accessModes',
      'cannot change',
    ],
  ])('refuses %s of an existing volume', (...[, part, field, message]) => {
    expect(changed(part)).toEqual([
      {
        path: ['volumes', 0, field],
        message: expect.stringContaining(message),
      },
    ]);
  });

  it.each([
    ['a larger size', { size: '3Gi' }],
    ['the same size in other words', { size: '2048Mi' }],
    ['an empty class for none', { storageClass: '' }],
    ['the usual access mode for none', { accessModes: ['ReadWriteOnce'] }],
    ['another path', { mountPath: '/other' }],
  ])('allows %s', (_, part) => {
    expect(changed(part)).toEqual([]);
  });

  it('allows a new volume anything', () => {
    const next = aRolloutSpecInput({ volumes: [{ ...volume, name: 'new' }] });

    expect(checkSpecChange(old, next)).toEqual([]);
  });
});
