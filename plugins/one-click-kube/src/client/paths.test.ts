import { collectionPath, objectPath, ownCollectionPath } from './paths';
import { resources } from './resources';

describe('paths', () => {
  it.each([
    [
      'a core kind',
      objectPath(resources.pods, { namespace: 'a', name: 'b' }),
      '/api/v1/namespaces/a/pods/b',
    ],
    [
      'a kind of a group',
      objectPath(resources.deployments, { namespace: 'a', name: 'b' }, 'scale'),
      '/apis/apps/v1/namespaces/a/deployments/b/scale',
    ],
    [
      'a kind without namespaces, whatever is said',
      objectPath(resources.nodes, { namespace: 'a', name: 'b' }),
      '/api/v1/nodes/b',
    ],
    [
      'all namespaces',
      collectionPath(resources.rollouts, undefined),
      '/apis/one-click.dev/v1alpha1/rollouts',
    ],
    [
      'a name with a colon, as roles have',
      objectPath(resources.clusterRoles, { name: 'system:node' }),
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
    ],
  ])('lead to %s', (_, path, expected) => {
    expect(path).toBe(expected);
  });

  it.each(['', '.', '..'])('never lead elsewhere by the name %j', name => {
    expect(() => objectPath(resources.pods, { namespace: 'a', name })).toThrow(
      'is no name for a Kubernetes object',
    );
  });

  it('never lead elsewhere by a name with slashes', () => {
    const name = '../secrets/x?y#z';
    expect(objectPath(resources.pods, { namespace: 'a', name })).toBe(
      '/api/v1/namespaces/a/pods/..%2Fsecrets%2Fx%3Fy%23z',
    );
  });

  it('ask for a namespace where there must be one', () => {
    expect(() => objectPath(resources.pods, { name: 'a' })).toThrow(
      'A Pod lives in a namespace: name it',
    );
    expect(() => ownCollectionPath(resources.pods, '')).toThrow('name it');
  });
});
