import type { V1ManagedFieldsEntry } from '@kubernetes/client-node';
import { OPERATOR_MANAGER } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import type { FieldTree } from '../apply/ownedFields';
import { isEmpty, omitTree, pickTree, uniteTrees } from './fieldTrees';
import { treeOf } from './originals';

type Path = readonly string[];

/** Where the pod template stands in a tree. */
export const TEMPLATE: Path = ['f:spec', 'f:template'];

/**
 * What stays with the Go operator. The number of instances is the autoscaler's
 * affair, and would fall to 1 if nobody held it; what of a claim can never be
 * changed cannot be removed either.
 */
const KEPT: Readonly<Partial<Record<ChildKind, readonly Path[]>>> = {
  Deployment: [['f:spec', 'f:replicas']],
  PersistentVolumeClaim: [
    ['f:spec', 'f:storageClassName'],
    ['f:spec', 'f:volumeMode'],
  ],
};

/** What a take-over removes from the object itself. */
const GONE: Readonly<Partial<Record<ChildKind, readonly Path[]>>> = {
  PersistentVolumeClaim: [['f:metadata', 'f:ownerReferences']],
};

/** How to rewrite the managedFields of one object. */
export interface Rewrite {
  readonly kind: ChildKind;
  readonly isOriginal: (entry: V1ManagedFieldsEntry) => boolean;
  /** Leave the pod template with the Go operator, so that applying without it removes nothing. */
  readonly freeze: boolean;
}

function unite(trees: readonly FieldTree[]): FieldTree {
  return trees.reduce(uniteTrees, {});
}

function pickAll(tree: FieldTree, paths: readonly Path[]): FieldTree {
  return unite(paths.map(path => pickTree(tree, path)));
}

function omitAll(tree: FieldTree, paths: readonly Path[]): FieldTree {
  return paths.reduce(omitTree, tree);
}

function isOurs({ manager, operation, subresource }: V1ManagedFieldsEntry) {
  return (
    manager === OPERATOR_MANAGER &&
    operation === 'Apply' &&
    (subresource ?? '') === ''
  );
}

function withTree(
  entry: V1ManagedFieldsEntry,
  tree: FieldTree,
): V1ManagedFieldsEntry[] {
  return isEmpty(tree) ? [] : [{ ...entry, fieldsV1: tree }];
}

/**
 * The managedFields with which what the Go operator once wrote is as if we had
 * applied it: applying without a field then removes it. Entries of anybody else
 * stay as they are. `undefined` if they already are like that.
 */
export function rewriteFields(
  entries: readonly V1ManagedFieldsEntry[],
  { kind, isOriginal, freeze }: Rewrite,
): V1ManagedFieldsEntry[] | undefined {
  const frozen = freeze ? [TEMPLATE] : [];
  const kept = [...(KEPT[kind] ?? []), ...frozen];
  const gone = GONE[kind] ?? [];
  const originals = entries.filter(isOriginal);
  const ours = entries.find(isOurs);
  const before = ours ? treeOf(ours) : {};
  const taken = unite(
    originals.map(each => omitAll(treeOf(each), [...kept, ...gone])),
  );
  const given = pickAll(before, frozen);
  const [first] = originals;
  if (!first || (isEmpty(taken) && isEmpty(given))) {
    return undefined;
  }
  const left = originals.map(each => pickAll(treeOf(each), kept));
  return [
    ...entries.filter(each => each !== ours && !isOriginal(each)),
    ...withTree(first, unite([given, ...left])),
    ...withTree(
      { ...first, manager: OPERATOR_MANAGER, operation: 'Apply' },
      unite([omitAll(before, frozen), taken]),
    ),
  ];
}
