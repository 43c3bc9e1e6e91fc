import {
  describeInstallation,
  readInstallation,
  resourceOf,
} from './installation';

describe('readInstallation', () => {
  it('names all that a cluster gets', async () => {
    const lines = describeInstallation(await readInstallation());

    expect(lines).toEqual(
      expect.arrayContaining([
        'CustomResourceDefinition rollouts.one-click.dev',
        'ClusterRole one-click-backend',
        'ClusterRole one-click-operator',
        'ClusterRole one-click-project',
        'Namespace one-click-system',
        'ServiceAccount one-click-system/one-click-backend',
        'ServiceAccount one-click-system/one-click-operator',
        'ClusterRoleBinding one-click-backend',
        'ClusterRoleBinding one-click-operator',
        'Role one-click-system/one-click-operator',
        'RoleBinding one-click-system/one-click-backend',
        'RoleBinding one-click-system/one-click-operator',
      ]),
    );
  });

  it('makes the namespace before what is in it', async () => {
    const lines = describeInstallation(await readInstallation());
    const at = lines.indexOf('Namespace one-click-system');

    expect(at).toBeGreaterThanOrEqual(0);
    expect(
      lines.slice(0, at).filter(line => line.includes('one-click-system/')),
    ).toEqual([]);
  });
});

describe('resourceOf', () => {
  it.each([
    { apiVersion: 'v1', kind: 'Namespace', group: '', plural: 'namespaces' },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      group: 'rbac.authorization.k8s.io',
      plural: 'clusterrolebindings',
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      group: 'admissionregistration.k8s.io',
      plural: 'validatingadmissionpolicies',
    },
  ])('finds $kind in the API', ({ apiVersion, kind, group, plural }) => {
    const object = { apiVersion, kind, metadata: { name: 'x' } };

    expect(resourceOf(object)).toEqual({
      group,
      version: 'v1',
      kind,
      plural,
      namespaced: false,
    });
  });
});
