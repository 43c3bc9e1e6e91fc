import type {
  V1Container,
  V1ContainerStateTerminated,
} from '@kubernetes/client-node';
import { steppedCount } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { aProblem } from './Problem';
import type { Problem } from './Problem';

/** A container that ended. */
export interface Crash {
  readonly container: string;
  readonly spec: V1Container | undefined;
  readonly ended: V1ContainerStateTerminated;
  readonly restarts: number;
}

// What a shell gives for a command it cannot find or may not run.
const COMMAND_CODES: ReadonlySet<number> = new Set([126, 127]);

function commandOf({ spec, ended }: Crash): string {
  const quoted = /exec: "([^"]+)"/.exec(ended.message ?? '')?.[1];
  const [first] = [...(spec?.command ?? []), ...(spec?.args ?? [])];
  return quoted ?? first ?? 'its command';
}

function couldNotRun({ ended }: Crash): boolean {
  const isStartError =
    ended.reason === 'StartError' || ended.reason === 'ContainerCannotRun';
  return isStartError || COMMAND_CODES.has(ended.exitCode);
}

/** Why a container of the program ended. The state before the last restart tells it, nothing else does. */
export function readCrash(crash: Crash): Problem {
  const { container, spec, ended, restarts } = crash;
  if (ended.reason === 'OOMKilled') {
    const limit = spec?.resources?.limits?.memory ?? 'the memory of its node';
    return aProblem('OutOfMemory', { container, limit });
  }
  if (couldNotRun(crash)) {
    return aProblem('CrashCommand', {
      container,
      command: commandOf(crash),
      code: ended.exitCode,
    });
  }
  if (ended.exitCode === 0) {
    return aProblem('CleanExit', { container });
  }
  return aProblem('CrashLoop', {
    container,
    code: ended.exitCode,
    count: steppedCount(Math.max(restarts, 1)),
  });
}
