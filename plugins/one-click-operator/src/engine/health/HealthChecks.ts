import type { HttpAnswer } from './serveHttp';

/** Says why something is not well; `undefined` if it is. Quick, and never asks the cluster. */
export type HealthCheck = () => string | undefined;

/** Checks by what they look at. */
export type HealthChecks = Readonly<Record<string, HealthCheck>>;

/** Answers a probe: 200 if all is well, 503 with what is not otherwise; a line a check. */
export function answerProbe(checks: HealthChecks): HttpAnswer {
  const problems = Object.entries(checks).map(
    ([name, check]) => [name, tryCheck(check)] as const,
  );
  const lines = problems.map(([name, problem]) =>
    problem === undefined ? `[+] ${name}: ok` : `[-] ${name}: ${problem}`,
  );
  const isWell = problems.every(([, problem]) => problem === undefined);
  return {
    status: isWell ? 200 : 503,
    contentType: 'text/plain; charset=utf-8',
    body: `${[...lines, isWell ? 'ok' : 'not ok'].join('\n')}\n`,
  };
}

function tryCheck(check: HealthCheck): string | undefined {
  try {
    return check();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Fails where a loop has not moved for longer than a limit. */
export function checkProgress(
  what: string,
  options: { readonly silentMs: () => number; readonly limitMs: number },
): HealthCheck {
  const { silentMs, limitMs } = options;
  return () => {
    const silent = silentMs();
    return silent > limitMs
      ? `${what} has not moved for ${Math.round(silent / 1000)} s`
      : undefined;
  };
}
