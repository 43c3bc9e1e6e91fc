import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorProcess } from './OperatorProcess';

jest.setTimeout(200_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operator-process-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function aProgram(name: string, source: string): Promise<string> {
  const program = join(folder, name);
  await writeFile(program, source);
  return program;
}

/** Keeps lines, and resolves once one matches. */
class Lines {
  readonly lines: string[] = [];
  #wanted: { pattern: RegExp; found(): void } | undefined;

  readonly log = {
    debug: (line: string) => this.#add(`debug ${line}`),
    info: (line: string) => this.#add(`info ${line}`),
    warn: (line: string) => this.#add(`warn ${line}`),
    error: (line: string) => this.#add(`error ${line}`),
  };

  until(pattern: RegExp): Promise<void> {
    return new Promise(found => {
      this.#wanted = { pattern, found };
      this.#look();
    });
  }

  #add(line: string): void {
    this.lines.push(line);
    this.#look();
  }

  #look(): void {
    const { pattern, found } = this.#wanted ?? {};
    if (pattern && this.lines.some(line => pattern.test(line))) {
      found?.();
    }
  }
}

const RUNS_UNTIL_INPUT_CLOSES = `
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
  process.on('SIGTERM', () => {});
  console.log(JSON.stringify({ level: 30, msg: 'started', args: process.argv.slice(2), secret: process.env.SECRET }));
`;

describe('OperatorProcess', () => {
  it('runs the program as supervised, with its arguments and without the environment of the backend', async () => {
    process.env.SECRET = 'of the backend';
    const lines = new Lines();
    const operator = new OperatorProcess({
      program: await aProgram('steady.cjs', RUNS_UNTIL_INPUT_CLOSES),
      args: ['--server', 'https://x'],
      log: lines.log,
      delay: async () => undefined,
    });

    operator.start();
    await lines.until(/started/);
    const { pid } = operator;
    await operator.stop();

    expect(lines.lines).toEqual([
      'info started args=["--server","https://x","--supervised"]',
    ]);
    expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
  });

  it('starts a program again that ends, after pauses that grow to a minute', async () => {
    const pauses: number[] = [];
    const lines = new Lines();
    const operator = new OperatorProcess({
      program: await aProgram('failing.cjs', 'process.exit(3);'),
      args: [],
      log: lines.log,
      delay: async ms => {
        pauses.push(ms);
        if (pauses.length === 8) {
          void operator.stop();
        }
      },
    });

    operator.start();
    await lines.until(/exit code 3.*60 s/);
    await operator.stop();

    expect(pauses.slice(0, 7)).toEqual([
      1000, 2000, 4000, 8000, 16000, 32000, 60000,
    ]);
  });

  it('hands over what the program says at the level it says it', async () => {
    const lines = new Lines();
    const operator = new OperatorProcess({
      program: await aProgram(
        'talking.cjs',
        `console.log('{"level":20,"msg":"a"}');console.log('{"level":40,"msg":"b"}');console.log('{"level":50,"msg":"c"}');console.log('plain');process.stdin.resume();process.stdin.on('end', () => process.exit(0));`,
      ),
      args: [],
      log: lines.log,
      delay: async () => undefined,
    });

    operator.start();
    await lines.until(/plain/);
    await operator.stop();

    expect(lines.lines).toEqual(['debug a', 'warn b', 'error c', 'info plain']);
  });
});
