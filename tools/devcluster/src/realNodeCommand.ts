import { execFile } from 'node:child_process';

/**
 * Runs a program to its end and gives what it wrote to its output. Fails with
 * what it complained of.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (!error) {
        resolve(stdout);
        return;
      }
      const complaint = stderr.trim() || error.message;
      const command = [file, ...args].join(' ');
      reject(new Error(`'${command}' failed: ${complaint}`, { cause: error }));
    });
  });
}
