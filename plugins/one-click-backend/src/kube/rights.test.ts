import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const ROLES = join(__dirname, '../../../../deploy/rbac');

/** Why a role holds rights: what uses them, and where. */
interface Use {
  readonly verbs: readonly string[];
  /** As `group/plural`. */
  readonly kinds: readonly string[];
  /** Below `src`. */
  readonly file: string;
  /** What stands there. */
  readonly by: RegExp;
}

const APPLY = ['create', 'patch'];
const MAPPED = [
  '/pods',
  '/services',
  '/persistentvolumeclaims',
  '/secrets',
  '/configmaps',
  'apps/deployments',
  'apps/replicasets',
  'autoscaling/horizontalpodautoscalers',
  'batch/cronjobs',
  'batch/jobs',
  'networking.k8s.io/ingresses',
];
const CHILDREN = [
  '/serviceaccounts',
  '/persistentvolumeclaims',
  '/secrets',
  '/configmaps',
  '/services',
  'apps/deployments',
  'networking.k8s.io/ingresses',
  'autoscaling/horizontalpodautoscalers',
  'policy/poddisruptionbudgets',
  'batch/cronjobs',
];
const GUARDS = [
  '/resourcequotas',
  '/limitranges',
  'networking.k8s.io/networkpolicies',
];

/** In a project's namespace. */
const PROJECT: readonly Use[] = [
  {
    verbs: ['list', 'watch'],
    kinds: [...MAPPED, '/events'],
    file: 'live/LiveObjects.ts',
    by: /events: kind\(resources\.events/,
  },
  {
    verbs: ['get'],
    kinds: MAPPED,
    file: 'manifest/ManifestReader.ts',
    by: /client\.find\(RESOURCES\[kind\]/,
  },
  {
    verbs: ['get'],
    kinds: ['/pods/log'],
    file: 'logs/ContainerLog.ts',
    by: /\.logs\(/,
  },
  {
    verbs: ['list'],
    kinds: ['metrics.k8s.io/pods'],
    file: 'usage/NamespaceSampler.ts',
    by: /list\(resources\.podMetrics/,
  },
  {
    verbs: ['create', 'patch', 'delete'],
    kinds: ['/secrets'],
    file: 'secrets/ClusterSecretVault.ts',
    by: /client\.delete\(resources\.secrets/,
  },
  {
    verbs: [...APPLY, 'delete'],
    kinds: GUARDS,
    file: 'kube/namespacePolicy.ts',
    by: /client\.apply\(resource/,
  },
  {
    verbs: ['list'],
    kinds: ['policy/poddisruptionbudgets'],
    file: 'bin/KubeClusterContents.ts',
    by: /resources\.podDisruptionBudgets/,
  },
  {
    verbs: ['delete'],
    kinds: ['/persistentvolumeclaims', '/secrets'],
    file: 'bin/KubeClusterContents.ts',
    by: /PersistentVolumeClaim: resources\.persistentVolumeClaims/,
  },
  {
    verbs: [...APPLY, 'get'],
    kinds: CHILDREN,
    file: 'preflight/KubePreflightCluster.ts',
    by: /client\.apply\(resource/,
  },
  {
    verbs: ['create'],
    kinds: ['/pods'],
    file: 'preflight/KubePreflightCluster.ts',
    by: /client\.create<V1Pod>\(resources\.pods/,
  },
  {
    verbs: ['list'],
    kinds: ['/resourcequotas'],
    file: 'preflight/KubePreflightCluster.ts',
    by: /client\.list\(resources\.resourceQuotas/,
  },
  {
    verbs: ['create', 'delete'],
    kinds: ['batch/jobs'],
    file: 'acts/KubeClusterActs.ts',
    by: /client\.create\(resources\.jobs[^]*client\.delete\(resources\.jobs/,
  },
  {
    verbs: ['delete'],
    kinds: ['/pods'],
    file: 'acts/KubeClusterActs.ts',
    by: /client\.delete\(resources\.pods/,
  },
];

/** In the whole cluster. */
const CLUSTER: readonly Use[] = [
  {
    verbs: ['get', 'list', 'watch', ...APPLY],
    kinds: ['one-click.dev/rollouts'],
    file: 'kube/ClusterKubeGateway.ts',
    by: /client\.watch\(resources\.rollouts/,
  },
  {
    verbs: ['delete'],
    kinds: ['one-click.dev/rollouts', '/namespaces'],
    file: 'bin/KubeClusterContents.ts',
    by: /Namespace: resources\.namespaces/,
  },
  {
    verbs: ['get', 'create'],
    kinds: ['/namespaces'],
    file: 'kube/ensureNamespace.ts',
    by: /client\.create<Namespace>\(resources\.namespaces/,
  },
  {
    verbs: ['patch'],
    kinds: ['/namespaces'],
    file: 'kube/namespaceMarks.ts',
    by: /apply<KubeObject>\(resources\.namespaces/,
  },
  {
    verbs: ['create'],
    kinds: ['rbac.authorization.k8s.io/rolebindings'],
    file: 'kube/ensureNamespace.ts',
    by: /client\.create\(resources\.roleBindings/,
  },
  {
    verbs: ['delete'],
    kinds: ['rbac.authorization.k8s.io/rolebindings'],
    file: 'kube/namespaceMarks.ts',
    by: /client\.delete\(resources\.roleBindings/,
  },
  {
    verbs: ['bind'],
    kinds: ['rbac.authorization.k8s.io/clusterroles'],
    file: 'kube/ensureNamespace.ts',
    by: /kind: 'ClusterRole',\s+name: PROJECT_ROLE/,
  },
  {
    verbs: ['list'],
    kinds: [
      'storage.k8s.io/storageclasses',
      'networking.k8s.io/ingressclasses',
      '/nodes',
    ],
    file: 'kube/readClusterFacts.ts',
    by: /resources\.nodes/,
  },
  {
    verbs: ['list'],
    kinds: ['networking.k8s.io/ingresses'],
    file: 'hosts/IngressIndex.ts',
    by: /client\.pages\(resources\.ingresses/,
  },
];

interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }[];
}

function grantedBy(file: string): string[] {
  const text = readFileSync(join(ROLES, file), 'utf8');
  const role = parseAllDocuments(text)
    .map(document => document.toJS() as Role)
    .find(({ kind }) => kind === 'ClusterRole');
  return (role?.rules ?? []).flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap(group =>
      resources.flatMap(plural =>
        verbs.map(verb => `${verb} ${group}/${plural}`),
      ),
    ),
  );
}

function rightsOf(uses: readonly Use[]): string[] {
  const rights = uses.flatMap(({ verbs, kinds }) =>
    kinds.flatMap(kind => verbs.map(verb => `${verb} ${kind}`)),
  );
  return [...new Set(rights)].sort();
}

describe('the rights that the backend ships with (R16)', () => {
  it.each([
    { file: 'project.yaml', uses: PROJECT },
    { file: 'backend.yaml', uses: CLUSTER },
  ])('$file gives all that is used, and no more', ({ file, uses }) => {
    const granted = grantedBy(file);

    expect([...granted].sort()).toEqual(rightsOf(uses));
    expect(new Set(granted).size).toBe(granted.length);
  });

  it.each(
    [...PROJECT, ...CLUSTER].map(use => ({
      ...use,
      what: `${use.verbs.join(', ')} ${use.kinds[0]}`,
    })),
  )('$file uses $what', ({ file, by }) => {
    expect(readFileSync(join(__dirname, '..', file), 'utf8')).toMatch(by);
  });
});
