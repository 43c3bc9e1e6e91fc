import {
  renderTemplate,
  sampleAnswers,
} from '@one-click/backstage-plugin-one-click-common';
import {
  API_VERSION,
  applyDefaults,
  KIND,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { SourcedBlueprint } from '@one-click/backstage-plugin-one-click-node';
import { buildChildren } from '@one-click/backstage-plugin-one-click-workload';
import { makeNamespace, useCluster } from '@one-click/devcluster';
import { ShippedBlueprints } from './ShippedBlueprints';

jest.setTimeout(300_000);

const shared = useCluster();

const LEVELS = [
  'pod-security.kubernetes.io/enforce=baseline',
  'pod-security.kubernetes.io/warn=restricted',
];

function specOf({ template, parameters = [] }: SourcedBlueprint) {
  const answers = sampleAnswers(parameters);
  const rendered = renderTemplate({ template, parameters, answers });
  if (!rendered.ok) {
    throw new Error(JSON.stringify(rendered.errors));
  }
  return rendered.spec;
}

/** The rollout, what the operator makes of it, and a pod of it. */
function objectsOf(target: {
  readonly name: string;
  readonly namespace: string;
  readonly spec: RolloutSpecInput;
}) {
  const { name, namespace, spec } = target;
  const uid = '7f0c9a52-3d0e-4c58-9a3e-0b1f5d1c2e01';
  const rollout = {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: { name, namespace },
    spec,
  } as const;
  const children = buildChildren({
    ...rollout,
    metadata: { ...rollout.metadata, uid, generation: 1, resourceVersion: '1' },
    spec: applyDefaults(spec),
  });
  const pods = children.flatMap(child =>
    child.kind === 'Deployment' && child.spec
      ? [
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: `${name}-pod`, namespace },
            spec: child.spec.template.spec,
          },
        ]
      : [],
  );
  return { rollout, all: [rollout, ...children, ...pods] };
}

it('M16 the cluster admits all of each shipped blueprint where PodSecurity is baseline, and warns of nothing that restricted forbids', async () => {
  const { cluster } = shared;
  const namespace = await makeNamespace(cluster);
  await cluster.kubectl(['label', 'namespace', namespace, ...LEVELS]);
  const blueprints = await ShippedBlueprints.create().listBlueprints();
  const warnings: Record<string, string> = {};
  for (const blueprint of blueprints) {
    const { name } = blueprint;
    const spec = specOf(blueprint);
    const { all } = objectsOf({ name, namespace, spec });
    expect(all.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Rollout', 'Deployment', 'Service', 'Pod']),
    );
    const { stderr } = await cluster.kubectl(
      ['apply', '--server-side', '--dry-run=server', '--filename=-'],
      { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all }) },
    );
    warnings[name] = stderr;
  }

  expect(Object.keys(warnings)).toHaveLength(10);
  expect(Object.values(warnings).join('')).toBe('');
});

it('is refused by the same cluster where a pod asks for what baseline forbids', async () => {
  const { cluster } = shared;
  const namespace = await makeNamespace(cluster);
  await cluster.kubectl(['label', 'namespace', namespace, ...LEVELS]);
  const [blueprint] = await ShippedBlueprints.create().listBlueprints();
  const spec = { ...specOf(blueprint!), securityContext: { privileged: true } };
  const { all } = objectsOf({ name: 'bad', namespace, spec });

  await expect(
    cluster.kubectl(
      ['apply', '--server-side', '--dry-run=server', '--filename=-'],
      { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all }) },
    ),
  ).rejects.toThrow(/violates PodSecurity/);
});
