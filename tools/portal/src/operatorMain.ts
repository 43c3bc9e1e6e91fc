import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { buildOperator, OPERATOR_PROGRAM } from './buildOperator';
import { chooseContext } from './chooseContext';
import { createProgress } from './Progress';

/** `make operator KUBECONFIG=…`: builds the operator and runs it alone until Ctrl-C. */
async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const file = env.KUBECONFIG;
  if (!file) {
    throw new Error(
      'Say which cluster: make operator KUBECONFIG=<file> [CONTEXT=<context>]',
    );
  }
  const context = chooseContext(await readFile(file, 'utf8'), env.CONTEXT);
  await buildOperator(createProgress());
  const child = spawn(
    process.execPath,
    [OPERATOR_PROGRAM, '--kubeconfig', file, '--context', context],
    { stdio: 'inherit' },
  );
  // Ctrl-C reaches the operator by itself; we only wait for it to end.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

main(process.env).then(
  code => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
