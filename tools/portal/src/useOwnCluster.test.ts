import { clusterName } from './useOwnCluster';

describe('clusterName', () => {
  it.each([
    { context: 'kind-dev', name: 'kind-dev' },
    {
      context: 'gke_acme_europe-west1_prod',
      name: 'gke-acme-europe-west1-prod',
    },
    {
      context: 'arn:aws:eks:eu-central-1:123456789012:cluster/shop',
      name: 'eks-eu-central-1-123456789012-cluster-shop',
    },
    { context: '___', name: 'cluster' },
  ])("makes a name of context '$context'", ({ context, name }) => {
    expect(clusterName(context)).toBe(name.slice(-40).replace(/^-/, ''));
  });

  it('always makes a DNS label', () => {
    for (const context of ['A@b', `${'x'.repeat(90)}/y`, '-a-', 'ünï']) {
      expect(clusterName(context)).toMatch(
        /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/,
      );
    }
  });
});
