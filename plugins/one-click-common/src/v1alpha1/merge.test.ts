import fc from 'fast-check';
import { anySpec } from '../../test/arbitraries';
import { aRolloutSpecInput } from '../testUtils';
import { mergeSpecs } from './merge';
import { specsEqual } from './normalize';
import { redactSpec } from './redact';

const base = aRolloutSpecInput({
  env: [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ],
  resources: { requests: { memory: '128Mi' } },
});

describe('mergeSpecs', () => {
  it('joins changes to different fields', () => {
    const mine = { ...base, image: { ...base.image, tag: '2' } };
    const theirs = {
      ...base,
      env: [...(base.env ?? []), { name: 'C', value: '3' }],
    };

    const { merged, joined, clashes } = mergeSpecs({ base, mine, theirs });

    expect(clashes).toEqual([]);
    expect(merged).toMatchObject({ image: { tag: '2' }, env: theirs.env });
    expect(joined.map(({ path }) => path)).toEqual(['env[C]']);
  });

  it('asks where both changed the same field, and keeps theirs meanwhile', () => {
    const memory = (amount: string) => ({
      ...base,
      resources: { requests: { memory: amount } },
    });

    const { merged, clashes } = mergeSpecs({
      base,
      mine: memory('512Mi'),
      theirs: memory('256Mi'),
    });

    expect(clashes).toMatchObject([
      { mine: { to: '512Mi' }, theirs: { to: '256Mi' } },
    ]);
    expect(merged.resources).toEqual({ requests: { memory: '256Mi' } });
  });

  it('asks where one removed what the other changed', () => {
    const mine = { ...base, env: [{ name: 'A', value: '1' }] };
    const theirs = {
      ...base,
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'new' },
      ],
    };

    expect(mergeSpecs({ base, mine, theirs }).clashes).toMatchObject([
      { mine: { path: 'env[B]' }, theirs: { path: 'env[B]' } },
    ]);
  });

  it('asks where both changed a secret, since neither value may be told', () => {
    const withSecret = (value: string) => ({
      ...base,
      secrets: [{ name: 'KEY', value }],
    });

    const { clashes } = mergeSpecs({
      base: withSecret('a'),
      mine: withSecret('b'),
      theirs: withSecret('c'),
    });

    expect(clashes).toHaveLength(1);
  });

  it('sees no clash in the same change made twice', () => {
    const changed = { ...base, replicas: 3 };

    const result = mergeSpecs({ base, mine: changed, theirs: changed });

    expect(result.clashes).toEqual([]);
    expect(result.joined).toEqual([]);
  });

  it('is mine where they changed nothing, and theirs where I did not', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (start, other) => {
        const from = redactSpec(start);
        const to = redactSpec(other);
        const forward = mergeSpecs({ base: from, mine: to, theirs: from });
        const backward = mergeSpecs({ base: from, mine: from, theirs: to });
        expect(specsEqual(forward.merged, to)).toBe(true);
        expect(specsEqual(backward.merged, to)).toBe(true);
        expect([...forward.clashes, ...backward.clashes]).toEqual([]);
      }),
    );
  });
});
