import path from 'node:path';
import { ESLint } from 'eslint';

const ROOT = path.resolve(__dirname, '../../..');
const PREFIX = '@one-click/backstage-plugin-';
const COMMON = `${PREFIX}one-click-common`;

/** Lints a text as if it were that file of the repository. */
async function lint(file: string, code: string): Promise<string[]> {
  const packageDir = path.join(ROOT, file.split('/').slice(0, 2).join('/'));
  const eslint = new ESLint({ cwd: packageDir });
  const [result] = await eslint.lintText(code, {
    filePath: path.join(ROOT, file),
  });
  return (result?.messages ?? []).map(
    ({ ruleId, message }) => `${ruleId}: ${message}`,
  );
}

const BOUNDARY = '@typescript-eslint/no-restricted-imports';

/** A value import that uses what it imports, so that only the boundary can object. */
function importing(module: string): string {
  return `import { thing } from '${module}';\n\nexport const used = thing;\n`;
}

function importingType(module: string): string {
  return `import type { Thing } from '${module}';\n\nexport type Used = Thing;\n`;
}

jest.setTimeout(300_000);

// axe-core, which the accessibility rules load, looks for a window and under
// jest's transform finds not even `this`.
Object.assign(globalThis, { window: {} });

describe('package boundaries', () => {
  it.each([
    {
      file: 'plugins/one-click-common/src/v1alpha1/x.ts',
      module: 'zod',
      why: 'the operator takes these types, and zod costs it 8 MB',
    },
    {
      file: 'plugins/one-click-common/src/v1alpha1/x.ts',
      module: '@backstage/errors',
      why: 'the Rollout types are free of Backstage',
    },
    {
      file: 'plugins/one-click-common/src/wire/x.ts',
      module: 'node:fs',
      why: 'the wire is read in browsers',
    },
    {
      file: 'plugins/one-click-common/src/x.ts',
      module: `${PREFIX}one-click-kube`,
      why: 'common depends on nothing of ours',
    },
    {
      file: 'plugins/one-click-workload/src/x.ts',
      module: COMMON,
      why: 'builders take the entry without Backstage',
    },
    {
      file: 'plugins/one-click-workload/src/x.ts',
      module: `${COMMON}/v1alpha1/schema`,
      why: 'builders are free of zod',
    },
    {
      file: 'plugins/one-click-workload/src/x.ts',
      module: `${PREFIX}one-click-kube`,
      why: 'builders are pure and never meet a cluster',
    },
    {
      file: 'plugins/one-click-workload/src/x.ts',
      module: '@kubernetes/client-node',
      why: 'client-node is for types only',
    },
    {
      file: 'plugins/one-click-kube/src/x.ts',
      module: '@backstage/config',
      why: 'the operator takes this package, too',
    },
    {
      file: 'plugins/one-click-kube/src/x.ts',
      module: `${PREFIX}one-click-backend`,
      why: 'arrows point to the more stable',
    },
    {
      file: 'plugins/one-click-node/src/x.ts',
      module: `${PREFIX}one-click-backend`,
      why: 'modules depend on node, so it stays thin',
    },
    {
      file: 'plugins/one-click-operator/src/program/x.ts',
      module: '@backstage/backend-plugin-api',
      why: 'the program runs without Backstage',
    },
    {
      file: 'plugins/one-click-operator/src/program/x.ts',
      module: 'zod',
      why: 'the program holds no zod',
    },
    {
      file: 'plugins/one-click-operator/src/program/x.ts',
      module: `${PREFIX}one-click-backend`,
      why: 'operator and backend meet only in the cluster',
    },
    {
      file: 'plugins/one-click-backend/src/x.ts',
      module: `${PREFIX}one-click-operator`,
      why: 'operator and backend meet only in the cluster',
    },
    {
      file: 'plugins/one-click-backend/src/x.ts',
      module: '@kubernetes/client-node',
      why: 'client-node is for types only',
    },
    {
      file: 'plugins/one-click/src/x.ts',
      module: `${PREFIX}one-click-backend`,
      why: 'pages meet the backend through the wire',
    },
    {
      file: 'plugins/one-click/src/x.ts',
      module: `${PREFIX}one-click-workload`,
      why: 'pages meet the backend through the wire',
    },
    {
      file: 'plugins/scaffolder-backend-module-one-click/src/x.ts',
      module: `${PREFIX}one-click-kube`,
      why: 'actions speak to the API only',
    },
    {
      file: 'plugins/one-click-backend/src/x.ts',
      module: `${COMMON}/src/wire`,
      why: 'no deep imports',
    },
    {
      file: 'plugins/one-click-backend/src/x.ts',
      module: '@one-click/devcluster',
      why: 'clusters are for tests',
    },
  ])('$file may not import $module, since $why', async ({ file, module }) => {
    const messages = await lint(file, importing(module));

    expect(messages).toContainEqual(expect.stringContaining(BOUNDARY));
  });

  it.each([
    {
      file: 'plugins/one-click-common/src/v1alpha1/schema/x.ts',
      code: importing('zod'),
    },
    {
      file: 'plugins/one-click-workload/src/x.ts',
      code: importing(`${COMMON}/v1alpha1`),
    },
    {
      file: 'plugins/one-click-workload/src/x.ts',
      code: importingType('@kubernetes/client-node'),
    },
    {
      file: 'plugins/one-click-operator/src/plugin.ts',
      code: importing('@backstage/backend-plugin-api'),
    },
    {
      file: 'plugins/one-click-backend/src/x.ts',
      code: importing(`${PREFIX}one-click-kube`),
    },
    {
      file: 'plugins/one-click-backend/src/x.test.ts',
      code: importing('@one-click/devcluster'),
    },
  ])('lets $file do what it is for', async ({ file, code }) => {
    const messages = await lint(file, code);

    expect(messages).not.toContainEqual(expect.stringContaining(BOUNDARY));
  });
});

describe('rules of form', () => {
  const file = 'plugins/one-click-common/src/wire/x.ts';
  const lines = (count: number) =>
    Array.from({ length: count }, (_, n) => `  use(${n});`).join('\n');

  it.each([
    {
      rule: 'max-lines-per-function',
      code: `export function long(use: (n: number) => void) {\n${lines(
        60,
      )}\n}\n`,
    },
    { rule: 'max-lines', code: '// line\n'.repeat(401) },
    {
      rule: 'max-params',
      code: 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n',
    },
    {
      rule: '@typescript-eslint/no-explicit-any',
      code: 'export const x: any = 1;\n',
    },
    { rule: 'no-restricted-syntax', code: 'export enum E {\n  A,\n}\n' },
    { rule: 'import/no-default-export', code: 'export default 1;\n' },
    {
      rule: '@typescript-eslint/no-non-null-assertion',
      code: 'export const f = (x?: string) => x!.length;\n',
    },
    {
      rule: '@typescript-eslint/consistent-type-imports',
      code: `import { Thing } from './thing';\n\nexport type Used = Thing;\n`,
    },
  ])('are errors: $rule', async ({ rule, code }) => {
    const messages = await lint(file, code);

    expect(messages).toContainEqual(expect.stringContaining(`${rule}:`));
  });

  it('refuse a cycle between files', async () => {
    const messages = await lint(
      'plugins/one-click-common/src/wire/shared.ts',
      `import { projectSchema } from './project';\n\nexport const used = projectSchema;\n`,
    );

    expect(messages).toContainEqual(
      expect.stringContaining('import/no-cycle:'),
    );
  });
});
