import { hasPath, omitTree, pickTree, uniteTrees } from './fieldTrees';

describe('field trees', () => {
  const tree = {
    'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
    'f:spec': { 'f:replicas': {}, 'f:template': { 'f:spec': {} } },
  };

  it('are the same again when what was picked and what was left are united', () => {
    for (const path of [
      ['f:spec', 'f:template'],
      ['f:metadata'],
      ['f:spec', 'f:absent'],
    ]) {
      expect(uniteTrees(pickTree(tree, path), omitTree(tree, path))).toEqual(
        tree,
      );
    }
  });

  it('keep nothing of a branch whose only part goes', () => {
    const only = { 'f:spec': { 'f:template': { 'f:spec': {} } } };

    expect(omitTree(only, ['f:spec', 'f:template', 'f:spec'])).toEqual({});
    expect(pickTree(tree, ['f:spec', 'f:absent'])).toEqual({});
  });

  it('know a leaf from what is not there', () => {
    expect(hasPath(tree, ['f:spec', 'f:replicas'])).toBe(true);
    expect(hasPath(tree, ['f:spec', 'f:absent'])).toBe(false);
    expect(hasPath(tree, ['f:status', 'f:replicas'])).toBe(false);
  });
});
