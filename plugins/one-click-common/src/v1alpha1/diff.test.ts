import fc from 'fast-check';
import { anySpec } from '../../test/arbitraries';
import { aRolloutSpecInput } from '../testUtils';
import { applyChanges, invertChange } from './apply';
import { diffSpecs } from './diff';
import { specsEqual } from './normalize';
import { redactSpec } from './redact';

const base = aRolloutSpecInput({
  resources: { requests: { cpu: '100m', memory: '128Mi' } },
  env: [
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'MODE', value: 'prod' },
  ],
  secrets: [{ name: 'API_KEY', value: 'old-secret' }],
  interfaces: [
    {
      name: 'http',
      port: 80,
      ingress: { rules: [{ host: 'a.example.com', path: '/', tls: false }] },
    },
  ],
});

function shown(to: Partial<typeof base>) {
  return diffSpecs(base, { ...base, ...to }).map(
    ({ path, section, kind, from, to: after, secret }) => ({
      path,
      section,
      kind,
      from,
      to: after,
      secret,
    }),
  );
}

describe('diffSpecs', () => {
  it('names a changed field and its page', () => {
    expect(shown({ image: { ...base.image, tag: '1.28' } })).toEqual([
      {
        path: 'image.tag',
        section: 'image',
        kind: 'changed',
        from: '1.27',
        to: '1.28',
        secret: false,
      },
    ]);
  });

  it('matches variables by name, not by place', () => {
    const env = [
      { name: 'LOG_LEVEL', value: 'debug' },
      { name: 'MODE', value: 'prod' },
      { name: 'NEW', value: '1' },
    ];

    expect(shown({ env })).toMatchObject([
      { path: 'env[LOG_LEVEL]', from: 'info', to: 'debug', kind: 'changed' },
      { path: 'env[NEW]', to: { name: 'NEW', value: '1' }, kind: 'added' },
    ]);
  });

  it('tells a new order of variables, since later ones may use earlier ones', () => {
    const env = [...(base.env ?? [])].reverse();

    expect(diffSpecs(base, { ...base, env })).toMatchObject([
      {
        path: 'env',
        reordered: true,
        from: ['LOG_LEVEL', 'MODE'],
        to: ['MODE', 'LOG_LEVEL'],
      },
    ]);
  });

  it('tells that a secret changed and nothing else about it', () => {
    const changes = shown({ secrets: [{ name: 'API_KEY', value: 'new-one' }] });

    expect(changes).toEqual([
      {
        path: 'secrets[API_KEY].value',
        section: 'environment',
        kind: 'changed',
        from: undefined,
        to: undefined,
        secret: true,
      },
    ]);
  });

  it('shows amounts as written, and none that mean the same', () => {
    const requests = { cpu: 0.1, memory: '256Mi' };

    expect(shown({ resources: { requests } })).toMatchObject([
      { path: 'resources.requests.memory', from: '128Mi', to: '256Mi' },
    ]);
  });

  it.each([
    ['an absent field set to its default', { replicas: 1 }],
    ['switches that are off', { suspend: false }],
    ['empty texts of the original', { serviceAccountName: '' }],
    ['empty lists and objects', { volumes: [], securityContext: {} }],
  ])('finds no difference in %s', (_, same) => {
    expect(shown(same)).toEqual([]);
  });

  it('shows the default where a value takes its place', () => {
    expect(shown({ replicas: 3 })).toMatchObject([
      { path: 'replicas', section: 'scale', from: 1, to: 3 },
    ]);
  });

  it('takes an empty object for a value where it is one', () => {
    const volumes = [{ name: 'tmp', mountPath: '/tmp', emptyDir: {} }];
    const { volumes: _, ...without } = aRolloutSpecInput({ volumes });

    expect(diffSpecs(without, { ...without, volumes })).toMatchObject([
      { path: 'volumes[tmp]', kind: 'added', to: { emptyDir: {} } },
    ]);
  });

  it('shows a list without names as one value', () => {
    const rules = [{ host: 'b.example.com', path: '/' }];
    const interfaces = [{ name: 'http', port: 80, ingress: { rules } }];

    expect(shown({ interfaces })).toMatchObject([
      { path: 'interfaces[http].ingress.rules', section: 'network', to: rules },
    ]);
  });

  it('puts keys that are no plain word into brackets', () => {
    const podLabels = { 'app.kubernetes.io/name': 'web', volumes: 'x' };

    expect(shown({ podLabels }).map(({ path }) => path)).toEqual([
      'podLabels[app.kubernetes.io/name]',
      'podLabels.volumes',
    ]);
  });

  it('never holds the value of a secret', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (from, to) => {
        const text = JSON.stringify(diffSpecs(from, to));
        expect(text).not.toMatch(/s-1|s-2|tok-1|tok-2/);
      }),
    );
  });

  it('is empty exactly for specs that ask for the same', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (from, to) => {
        expect(diffSpecs(from, to).length === 0).toBe(specsEqual(from, to));
        expect(diffSpecs(from, from)).toEqual([]);
      }),
    );
  });
});

describe('applyChanges', () => {
  it('leads from one spec to the other', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (from, to) => {
        const reached = applyChanges(from, diffSpecs(from, to));
        expect(diffSpecs(redactSpec(reached), redactSpec(to))).toEqual([]);
      }),
    );
  });

  it('takes back one change and leaves the others', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (from, to) => {
        const [first, ...others] = diffSpecs(redactSpec(from), redactSpec(to));
        fc.pre(first !== undefined && !first.reordered);
        const reached = applyChanges(to, [invertChange(first!)]);
        const left = diffSpecs(redactSpec(from), redactSpec(reached));
        const paths = (changes: typeof others) =>
          changes.filter(each => !each.reordered).map(({ path }) => path);
        expect(paths([...left])).toEqual(paths(others));
      }),
    );
  });

  it('keeps the present value of a secret, which no change holds', () => {
    const to = { ...base, secrets: [{ name: 'API_KEY', value: 'new-one' }] };

    expect(applyChanges(base, diffSpecs(base, to)).secrets).toEqual(
      base.secrets,
    );
  });

  it('changes nothing in what it is given', () => {
    const frozen = structuredClone(base);
    applyChanges(base, diffSpecs(base, aRolloutSpecInput({ replicas: 5 })));

    expect(base).toEqual(frozen);
  });
});
