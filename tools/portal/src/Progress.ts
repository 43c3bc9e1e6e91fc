/** Tells a person what goes on, in lines that stay. */
export interface Progress {
  /** Something worth a line. */
  say(line: string): void;
  /** Runs work that may take long; says when it is done and how long it took. */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
}

/** Writes progress to standard output. */
export function createProgress(
  write: (text: string) => void = text => process.stdout.write(text),
  now: () => number = () => performance.now(),
): Progress {
  const say = (line: string) => write(`${line}\n`);
  return {
    say,
    async during(what, work) {
      const began = now();
      say(`… ${what}`);
      const result = await work();
      say(`✓ ${what} (${((now() - began) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}

/** Says nothing; for tests. */
export const silentProgress: Progress = {
  say() {},
  during: (_what, work) => work(),
};
