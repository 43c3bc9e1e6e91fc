import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitFor } from '@one-click/devcluster';

const PRELOAD = join(__dirname, 'exitWithParent.cjs');

/** A process that starts one as the backend is started, and tells its id. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const idle = 'setInterval(() => {}, 1_000)';
  const child = spawn(process.execPath, ['--require', ${JSON.stringify(
    PRELOAD,
  )}, '-e', idle], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  console.log(child.pid);
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('exitWithParent', () => {
  it('ends the backend even when whoever started it is killed', async () => {
    const parent = spawn(process.execPath, ['-e', PARENT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(parent.stdout, 'data');
    const child = Number(String(output));
    expect(isAlive(child)).toBe(true);

    parent.kill('SIGKILL');

    await waitFor(() => !isAlive(child), {
      what: 'the end of the child',
    });
  });
});
