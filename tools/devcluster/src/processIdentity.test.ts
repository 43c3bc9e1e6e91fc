import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  commandLine,
  identifyProcess,
  isRunning,
  ownIdentity,
} from './processIdentity';

describe('a process', () => {
  it('is running while it is this one', () => {
    expect(isRunning(ownIdentity())).toBe(true);
  });

  it('is not running once it has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    await once(child, 'spawn');
    const identity = identifyProcess(child.pid!)!;
    expect(isRunning(identity)).toBe(true);

    child.stdin.end();
    await once(child, 'close');

    expect(isRunning(identity)).toBe(false);
  });

  it('is not mistaken for a later one with the same id', () => {
    expect(isRunning({ pid: process.pid, start: 'long ago' })).toBe(false);
  });

  it('shows its command line', () => {
    expect(commandLine(process.pid)).toContain('node');
  });
});
