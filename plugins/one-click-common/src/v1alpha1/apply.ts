import type { SpecChange } from './diff';
import { keysOf, readPath, writePath } from './specAccess';
import { isSecretPath, keyFieldOf } from './specPath';
import type { RolloutSpecInput } from './types';

type Step = Pick<SpecChange, 'kind' | 'reordered' | 'segments' | 'from' | 'to'>;

function reorder(spec: RolloutSpecInput, change: Step): RolloutSpecInput {
  const { segments, to } = change;
  const list = readPath(spec, segments);
  if (!Array.isArray(list) || !Array.isArray(to)) {
    return spec;
  }
  const keys = keysOf(list, keyFieldOf(segments) ?? '');
  const rank = (key: string | undefined) => {
    const wanted = to.indexOf(key);
    return wanted < 0 ? to.length : wanted;
  };
  const order = keys
    .map((key, index) => ({ key, index }))
    .sort((a, b) => rank(a.key) - rank(b.key) || a.index - b.index);
  return writePath(
    spec,
    segments,
    order.map(({ index }) => list[index]),
  );
}

function applyChange(spec: RolloutSpecInput, change: Step): RolloutSpecInput {
  const { kind, reordered, segments, to } = change;
  if (reordered) {
    return reorder(spec, change);
  }
  // A changed secret value is not in the change, so the present one stays.
  if (kind === 'changed' && isSecretPath(segments)) {
    return spec;
  }
  return writePath(spec, segments, to);
}

/**
 * The spec after some changes. Values of plaintext secrets are not part of a
 * change: changed ones keep their present value, added ones come without.
 */
export function applyChanges(
  spec: RolloutSpecInput,
  changes: readonly Step[],
): RolloutSpecInput {
  return changes.reduce(applyChange, spec);
}

/** The change that takes another one back. */
export function invertChange(change: SpecChange): SpecChange {
  const { kind, from, to } = change;
  const inverse = { added: 'removed', removed: 'added' } as const;
  return {
    ...change,
    kind: kind === 'added' || kind === 'removed' ? inverse[kind] : kind,
    from: to,
    to: from,
  };
}
