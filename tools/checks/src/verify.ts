import type { Suite } from './suite';

/** What must hold of every commit: format, metadata, types, lint, generated files. */
export const VERIFY: readonly Suite[] = [
  { name: 'format', command: ['yarn', 'prettier', '--check', '.'] },
  { name: 'types', command: ['yarn', 'tsc', '--pretty', 'false'] },
  {
    name: 'lint',
    command: ['yarn', 'backstage-cli', 'repo', 'lint', '--max-warnings', '0'],
  },
  {
    name: 'lint exemptions',
    command: ['yarn', 'tsx', 'tools/checks/src/exemptionsMain.ts'],
  },
  {
    name: 'package metadata',
    command: ['yarn', 'backstage-cli', 'repo', 'fix', '--check'],
  },
  {
    name: 'CRD and Rollout types are fresh',
    command: [
      'yarn',
      'workspace',
      '@one-click/backstage-plugin-one-click-common',
      'generate',
      '--check',
    ],
  },
  {
    name: 'OpenAPI document is fresh',
    command: [
      'yarn',
      'workspace',
      '@one-click/backstage-plugin-one-click-backend',
      'generate',
      '--check',
    ],
  },
  {
    name: 'Helm chart is fresh',
    command: [
      'yarn',
      'workspace',
      '@one-click/backstage-plugin-one-click-operator',
      'generate',
      '--check',
    ],
  },
  {
    name: 'page of failure modes is fresh',
    command: ['yarn', 'workspace', '@one-click/mutants', 'generate', '--check'],
  },
];
