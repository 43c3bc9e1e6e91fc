import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureHelm, runHelm } from '@one-click/devcluster';
import { parseAllDocuments } from 'yaml';
import { buildValuesTable } from '../../scripts/chart';
import { CHART, HELM_TIMEOUT_MS, RenderedChart } from '../../test/chart';
import { parseGuardRails } from '../guardrails/parseGuardRails';
import { readArguments } from '../program/readArguments';

const ROLES = join(CHART, '../../rbac/operator.yaml');

interface RoleDocument {
  readonly kind: string;
  readonly rules: readonly object[];
}

async function shippedRole(kind: string): Promise<RoleDocument | undefined> {
  return parseAllDocuments(await readFile(ROLES, 'utf8'))
    .map(document => document.toJS() as RoleDocument)
    .find(document => document.kind === kind);
}

describe("the operator's chart", () => {
  beforeAll(() => ensureHelm(), HELM_TIMEOUT_MS);

  it('has no fault that Helm knows of', async () => {
    const { stdout } = await runHelm(['lint', '--strict', CHART]);

    expect(stdout).toContain('0 chart(s) failed');
  });

  it('brings what an operator needs, and its rights are those of deploy/rbac', async () => {
    const chart = await RenderedChart.of();

    expect(chart.kinds).toEqual([
      'ClusterRole',
      'ClusterRoleBinding',
      'ConfigMap',
      'CustomResourceDefinition',
      'Deployment',
      'PodDisruptionBudget',
      'Role',
      'RoleBinding',
      'Service',
      'ServiceAccount',
    ]);
    expect(chart.one('ClusterRole').rules).toEqual(
      (await shippedRole('ClusterRole'))?.rules,
    );
    expect(chart.one('Role').metadata?.namespace).toBe('one-click-system');
    expect(chart.one('Role').rules).toEqual((await shippedRole('Role'))?.rules);
  });

  it('keeps the kind Rollout when it is uninstalled', async () => {
    const chart = await RenderedChart.of();
    const { metadata, spec } = chart.one('CustomResourceDefinition');
    expect(metadata?.annotations).toEqual({
      'helm.sh/resource-policy': 'keep',
    });
    expect(spec?.names.kind).toBe('Rollout');
  });

  it('runs the program as nobody, with nothing to write to and no rights on the node', async () => {
    const chart = await RenderedChart.of();

    const { template, replicas } = chart.one('Deployment').spec!;
    expect(replicas).toBe(2);
    expect(template.spec?.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(chart.container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(chart.container.resources?.limits).toEqual({ memory: '256Mi' });
    expect(chart.container.env).toEqual([
      { name: 'NODE_OPTIONS', value: '--max-semi-space-size=2' },
    ]);
  });

  it('tells the program what the values say', async () => {
    const defaults = await RenderedChart.of();
    expect(readArguments(defaults.args)).toMatchObject({
      source: { type: 'inCluster' },
      namespaces: [],
      leaderElect: true,
      lease: { namespace: 'one-click-system', name: 'one-click-operator' },
      healthPort: 8081,
      metricsPort: 8081,
      workers: 8,
      logLevel: 'info',
      guardRails: '/etc/one-click/guard-rails.json',
    });

    const chart = await RenderedChart.of({
      namespaces: ['shop', 'blog'],
      watchLabelSelector: 'team in (web, api),!old',
      clusterName: 'North "1"',
      logLevel: 'debug',
      workers: 3,
      port: 9000,
      leaderElection: { namespace: 'shop', name: 'web' },
      guardRails: { enabled: false },
    });
    expect(readArguments(chart.args)).toMatchObject({
      namespaces: ['shop', 'blog'],
      watchLabelSelector: 'team in (web, api),!old',
      cluster: 'North "1"',
      logLevel: 'debug',
      workers: 3,
      healthPort: 9000,
      lease: { namespace: 'shop', name: 'web' },
      guardRails: undefined,
    });
    expect(chart.kinds).not.toContain('ConfigMap');
  });

  it('asks for its probes and metrics at the port it tells the program', async () => {
    const chart = await RenderedChart.of({ port: 9000 });

    const { ports, livenessProbe, readinessProbe } = chart.container;
    expect(ports).toEqual([{ name: 'http', containerPort: 9000 }]);
    expect(livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'http' });
    expect(readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'http' });
    expect(chart.one('Service').spec?.ports).toEqual([
      { name: 'http', port: 9000, targetPort: 'http' },
    ]);
  });

  it('hands on guard rails as the program reads them, and makes new pods for others', async () => {
    const rails = {
      registries: ['ghcr.io/acme'],
      serviceAccounts: ['web-*'],
      ingressClasses: ['nginx', ''],
      ingressAnnotations: ['cert-manager.io/*'],
      storageClasses: [''],
    };
    const none = await RenderedChart.of();
    const some = await RenderedChart.of({ guardRails: rails });
    const textOf = (chart: RenderedChart) =>
      chart.one('ConfigMap').data?.['guard-rails.json'] ?? '';

    expect(parseGuardRails(textOf(none))).toEqual({});
    expect(parseGuardRails(textOf(some))).toEqual(rails);
    const annotationsOf = (chart: RenderedChart) =>
      chart.one('Deployment').spec?.template.metadata?.annotations;
    expect(annotationsOf(some)).not.toEqual(annotationsOf(none));
  });

  it('holds its rights only in the namespaces that it looks at', async () => {
    const chart = await RenderedChart.of({ namespaces: ['shop', 'blog'] });

    expect(chart.all('ClusterRoleBinding')).toEqual([]);
    expect(
      chart
        .all('RoleBinding')
        .map(
          ({ metadata, roleRef }) => `${metadata?.namespace} ${roleRef.kind}`,
        )
        .sort(),
    ).toEqual([
      'blog ClusterRole',
      'one-click-system Role',
      'shop ClusterRole',
    ]);
  });

  it('leaves out what is turned off', async () => {
    const chart = await RenderedChart.of({
      crds: { install: false },
      rbac: { create: false },
      serviceAccount: { create: false, name: 'mine' },
      metrics: { service: { enabled: false } },
      leaderElection: { enabled: false },
      guardRails: { enabled: false },
      replicas: 1,
    });

    expect(chart.kinds).toEqual(['Deployment']);
    expect(
      chart.one('Deployment').spec?.template.spec?.serviceAccountName,
    ).toBe('mine');
    expect(readArguments(chart.args).leaderElect).toBe(false);
  });

  it('pins the image to a digest', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const chart = await RenderedChart.of({
      image: { repository: 'registry.example.com/operator', tag: '1', digest },
    });

    expect(chart.container.image).toBe(
      `registry.example.com/operator:1@${digest}`,
    );
  });

  it.each([
    { values: { replica: 2 }, says: "'replica'" },
    { values: { replicas: '2' }, says: '/replicas' },
    { values: { logLevel: 'loud' }, says: '/logLevel' },
    { values: { image: { digest: 'latest' } }, says: '/image/digest' },
    { values: { namespaces: ['A_B'] }, says: '/namespaces/0' },
    { values: { guardRails: { registry: [] } }, says: "'registry'" },
    { values: { workers: 0 }, says: '/workers' },
    {
      values: { leaderElection: { enabled: false } },
      says: 'two operators would be at work at once',
    },
  ])('refuses $values', async ({ values, says }) => {
    await expect(RenderedChart.of(values)).rejects.toThrow(says);
  });

  it('says of each of its values what it means', async () => {
    const table = buildValuesTable(
      await readFile(join(CHART, 'values.schema.json'), 'utf8'),
      await readFile(join(CHART, 'values.yaml'), 'utf8'),
    );
    const rows = table.split('\n').slice(2);

    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter(row => row.endsWith('|  |'))).toEqual([]);
  });
});
