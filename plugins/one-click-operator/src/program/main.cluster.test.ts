import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeNamespace, useCluster } from '@one-click/devcluster';
import { bundleProgram } from '../../scripts/bundleProgram';
import { OPERATOR_USER } from '../../test/useOperator';

jest.setTimeout(60_000);

describe('the operator program', () => {
  const shared = useCluster();
  let folder: string;
  let program: string;
  let namespace: string;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'operator-program-'));
    program = join(folder, 'main.js');
    await bundleProgram(program);
    namespace = await makeNamespace(shared.cluster);
  });

  afterEach(() => child?.kill('SIGKILL'));
  afterAll(() => rm(folder, { recursive: true }));

  function run(...args: readonly string[]): ChildProcess {
    // As a supervisor would: without the environment of whoever starts it.
    child = spawn(process.execPath, [program, ...args], {
      env: { PATH: process.env.PATH },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return child;
  }

  const login = () => [
    '--kubeconfig',
    shared.cluster.kubeconfig(OPERATOR_USER),
    '--namespaces',
    namespace,
  ];

  async function untilItSays(words: string, of: ChildProcess): Promise<void> {
    for await (const line of createInterface({ input: of.stdout! })) {
      if (line.includes(words)) {
        return;
      }
    }
    throw new Error(`The program ended without saying '${words}'`);
  }

  it('watches, and ends well when asked to', async () => {
    const operator = run(...login());
    await untilItSays('Watching all rollouts', operator);

    operator.kill('SIGTERM');

    expect(await once(operator, 'exit')).toEqual([0, null]);
  });

  it('ends with whoever supervises it', async () => {
    const operator = run(...login(), '--supervised');
    await untilItSays('Watching all rollouts', operator);

    operator.stdin!.end();

    expect(await once(operator, 'exit')).toEqual([0, null]);
  });

  it('says what is wrong with its login', async () => {
    const operator = run('--kubeconfig', join(folder, 'missing'));
    const said: string[] = [];
    operator.stderr!.on('data', data => said.push(String(data)));

    expect(await once(operator, 'exit')).toEqual([1, null]);
    expect(said.join('')).toContain('missing');
  });
});
