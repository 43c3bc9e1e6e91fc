import type { FieldTree } from '../apply/ownedFields';

/** Whether a tree has no field at all. */
export function isEmpty(tree: FieldTree): boolean {
  return Object.keys(tree).length === 0;
}

/** All fields of either tree. */
export function uniteTrees(left: FieldTree, right: FieldTree): FieldTree {
  const united: Record<string, FieldTree> = { ...left };
  for (const [key, node] of Object.entries(right)) {
    const before = united[key];
    united[key] = before ? uniteTrees(before, node) : node;
  }
  return united;
}

/** Only what lies at or below a path, such as `f:spec`, `f:template`; an empty tree if nothing does. */
export function pickTree(tree: FieldTree, path: readonly string[]): FieldTree {
  const [key, ...rest] = path;
  if (key === undefined) {
    return tree;
  }
  const node = tree[key];
  if (!node) {
    return {};
  }
  const picked = pickTree(node, rest);
  return rest.length > 0 && isEmpty(picked) ? {} : { [key]: picked };
}

/** Everything but what lies at or below a path; parents that are left without parts go as well. */
export function omitTree(tree: FieldTree, path: readonly string[]): FieldTree {
  const [key, ...rest] = path;
  const node = key === undefined ? undefined : tree[key];
  if (key === undefined || !node) {
    return tree;
  }
  const { [key]: _, ...others } = tree;
  const left = rest.length > 0 ? omitTree(node, rest) : {};
  return isEmpty(left) ? others : { ...others, [key]: left };
}

/** Whether a tree has a field. */
export function hasPath(tree: FieldTree, path: readonly string[]): boolean {
  return !isEmpty(pickTree({ root: tree }, ['root', ...path]));
}
