/**
 * Who may import whom (design.md, section 4), as data. Each entry holds for
 * the sources of one package; `files` narrows it, `except` lifts it again.
 * Tests may reach further: they start clusters and hold things side by side.
 */
const PREFIX = '@one-click/backstage-plugin-';
const COMMON = `${PREFIX}one-click-common`;
const BACKSTAGE = ['@backstage/*', '@backstage/**'];
const ZOD = ['zod', 'zod/*', `${COMMON}/v1alpha1/schema`];

/** Every package of ours but the named ones; a name stands for all of its entries. */
function oursExcept(...allowed) {
  return [
    '@one-click/*',
    '@one-click/**',
    ...allowed.flatMap(name => [`!${name}`, `!${name}/**`]),
  ];
}

const noBackstage = {
  group: BACKSTAGE,
  message: 'This package runs outside of Backstage: no @backstage/* here.',
};
const noZod = {
  group: ZOD,
  message:
    'zod stays out of the operator program (8 MB): use ./v1alpha1, which has none.',
};
const onlyV1alpha1 = {
  name: COMMON,
  message:
    "Import from '@one-click/backstage-plugin-one-click-common/v1alpha1': the root entry brings Backstage and zod.",
};
const clientNodeTypesOnly = {
  group: ['@kubernetes/client-node', '@kubernetes/client-node/**'],
  message:
    '@kubernetes/client-node is for types only; its values are loaded in one file of one-click-kube.',
  allowTypeImports: true,
};
const noClientNode = {
  group: ['@kubernetes/client-node', '@kubernetes/client-node/**'],
  message: 'Pages meet the backend only through the wire types.',
};
const noNode = {
  group: ['node:*', 'fs', 'path', 'os', 'child_process', 'crypto', 'http'],
  message: 'This code also runs in browsers: no Node built-ins.',
};

/** Only these packages of ours. */
function only(allowed, why) {
  return { group: oursExcept(...allowed), message: why };
}

module.exports.boundaries = {
  'plugins/one-click-common': [
    { rules: [only([], 'The common package depends on nothing of ours.')] },
    { files: ['src/**'], rules: [noNode, noClientNode] },
    {
      files: ['src/v1alpha1/**'],
      except: ['src/v1alpha1/schema/**'],
      rules: [noBackstage, noZod],
    },
  ],
  'plugins/one-click-workload': [
    {
      rules: [
        only([COMMON], 'Builders know only the Rollout types.'),
        noBackstage,
        noZod,
        onlyV1alpha1,
        clientNodeTypesOnly,
      ],
    },
  ],
  'plugins/one-click-kube': [
    {
      rules: [
        only([COMMON], 'The Kubernetes client knows only the Rollout types.'),
        noBackstage,
        noZod,
        onlyV1alpha1,
        clientNodeTypesOnly,
      ],
    },
  ],
  'plugins/one-click-node': [
    { rules: [only([COMMON], 'Modules depend on node; it stays thin.')] },
  ],
  'plugins/one-click-backend': [
    {
      rules: [
        only(
          [
            COMMON,
            `${PREFIX}one-click-kube`,
            `${PREFIX}one-click-node`,
            `${PREFIX}one-click-workload`,
          ],
          'Backend and operator meet only in the cluster; pages only through the wire.',
        ),
        clientNodeTypesOnly,
      ],
    },
  ],
  'plugins/one-click-operator': [
    {
      rules: [
        only(
          [COMMON, `${PREFIX}one-click-kube`, `${PREFIX}one-click-workload`],
          'Backend and operator meet only in the cluster.',
        ),
        noZod,
        onlyV1alpha1,
        clientNodeTypesOnly,
      ],
    },
    { except: ['src/plugin.ts', 'src/index.ts'], rules: [noBackstage] },
  ],
  'plugins/one-click': [
    {
      rules: [
        only([COMMON], 'Pages meet the backend only through the wire types.'),
        noClientNode,
        noNode,
      ],
    },
  ],
  'plugins/scaffolder-backend-module-one-click': [
    {
      rules: [
        only(
          [COMMON, `${PREFIX}one-click-node`],
          'Actions speak to the backend by its API only.',
        ),
        noClientNode,
      ],
    },
  ],
};
