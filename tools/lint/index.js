const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');
const { boundaries } = require('./boundaries');

const ROOT = path.resolve(__dirname, '../..');
const TESTS = [
  '**/*.test.ts',
  '**/*.test.tsx',
  'test/**',
  'dev/**',
  'src/testing/**',
  'src/testUtils/**',
  '**/setupTests.ts',
];

/** Backstage wants a default export of a plugin, a module, an app and a migration. */
const DEFAULT_EXPORTS = [
  'src/index.ts',
  'src/plugin.ts',
  'src/plugin.tsx',
  'src/module.ts',
  'src/**/*Module.ts',
  'src/**/*Module.tsx',
  'src/App.tsx',
  '**/*.js',
  '**/*.d.ts',
];

const noDeepImports = {
  group: ['@one-click/*/src', '@one-click/*/src/**', '@one-click/*/dist/**'],
  message: 'Import what the package exports, not its files.',
};
/** Packages that are themselves tests or tools. */
const USE_TEST_TOOLS = /^(tools\/|bench$|e2e$)/;

const noTestTools = {
  group: ['@one-click/devcluster', '@one-click/fixtures'],
  message: 'Clusters and fixtures are for tests.',
};

/** Form (style.md, section 6): what makes code short and typed. */
const formRules = {
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 60 }],
  'max-params': ['error', 3],
  complexity: ['error', 10],
  'no-else-return': 'error',
  // A switch over a union is exhaustive by its types; a default would hide the next case.
  'default-case': 'off',
  'consistent-return': 'off',
  'import/no-default-export': 'error',
  // Without scc, since that knows only files that are on disk.
  'import/no-cycle': ['error', { disableScc: true }],
  'import/no-extraneous-dependencies': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { disallowTypeAnnotations: false },
  ],
};

const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use a const object or a union of strings: an enum is not erasable.',
};

function restrict(rules) {
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: rules.filter(({ name }) => name),
        patterns: [noDeepImports, ...rules.filter(({ group }) => group)],
      },
    ],
  };
}

/**
 * ESLint lets the last matching override win whole, so each override carries
 * the rules of the ones before it that hold for its files, too.
 */
function boundaryOverrides(packageName) {
  const entries = boundaries[packageName] ?? [];
  const testTools = USE_TEST_TOOLS.test(packageName) ? [] : [noTestTools];
  const everywhere = entries
    .filter(entry => !entry.files && !entry.except)
    .flatMap(entry => entry.rules);
  const overrides = [
    {
      files: ['**/*.ts', '**/*.tsx'],
      rules: restrict([...testTools, ...everywhere]),
    },
  ];
  let inForce = everywhere;
  for (const entry of entries.filter(({ files, except }) => files || except)) {
    inForce = [...inForce, ...entry.rules];
    overrides.push({
      files: entry.files ?? ['**/*.ts', '**/*.tsx'],
      excludedFiles: entry.except ?? [],
      rules: restrict([...testTools, ...inForce]),
    });
  }
  return overrides;
}

/** The lint configuration of a package: Backstage's, with this repository's laws on top. */
module.exports = packageDir => {
  const packageName = path.relative(ROOT, packageDir).split(path.sep).join('/');
  return createConfig(packageDir, {
    rules: formRules,
    restrictedSyntax: [noEnum],
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
      'import/extensions': ['.ts', '.tsx', '.js'],
      'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    reportUnusedDisableDirectives: true,
    overrides: [
      ...boundaryOverrides(packageName),
      {
        files: TESTS,
        rules: {
          ...restrict([]),
          'max-lines-per-function': 'off',
          '@typescript-eslint/no-non-null-assertion': 'off',
          // Clusters and fixtures have the role node-library; tests of every role use them.
          '@backstage/no-mixed-plugin-imports': 'off',
          'import/no-extraneous-dependencies': 'off',
        },
      },
      {
        // Shared parts of tests, which Backstage takes for sources.
        files: ['src/testing/**'],
        rules: { '@backstage/no-undeclared-imports': 'off' },
      },
      { files: DEFAULT_EXPORTS, rules: { 'import/no-default-export': 'off' } },
      { files: ['migrations/**'], rules: { 'max-lines-per-function': 'off' } },
      // Tools run from their sources: there is no build that would move them.
      ...(USE_TEST_TOOLS.test(packageName)
        ? [
            {
              files: ['src/**'],
              rules: { 'no-restricted-syntax': ['error', noEnum] },
            },
          ]
        : []),
      {
        // Generated from the schema.
        files: ['src/v1alpha1/types.ts'],
        rules: { 'max-lines': 'off' },
      },
    ],
  });
};
