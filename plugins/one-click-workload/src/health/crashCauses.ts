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

// With a limit below what it takes to start, the container does not even get to its command.
const OOM_AT_START = /was OOM-killed|memory limit too low/;

const FULL = /no space left on device/i;

/** What a program that found no room left said last, if it says where. */
function fullVolumeProblem({ spec, ended }: Crash): Problem | undefined {
  const { message = '' } = ended;
  if (!FULL.test(message)) {
    return undefined;
  }
  const mounts = (spec?.volumeMounts ?? []).filter(
    ({ readOnly }) => readOnly !== true,
  );
  const named = mounts.find(({ mountPath }) => message.includes(mountPath));
  const [only, ...others] = mounts;
  const mount = named ?? (others.length === 0 ? only : undefined);
  const size = 'its size';
  return (
    mount && aProblem('VolumeFull', { volume: mount.name, used: 'all', size })
  );
}

function isOutOfMemory({ ended }: Crash): boolean {
  return ended.reason === 'OOMKilled' || OOM_AT_START.test(ended.message ?? '');
}

/** What says more than the code a container ended with. */
function tellingProblem(crash: Crash): Problem | undefined {
  const { container, spec, ended } = crash;
  if (isOutOfMemory(crash)) {
    const limit = spec?.resources?.limits?.memory ?? 'the memory of its node';
    return aProblem('OutOfMemory', { container, limit });
  }
  if (/exec format error/.test(ended.message ?? '')) {
    return aProblem('WrongPlatform', {
      image: spec?.image ?? container,
      have: 'another platform',
      need: 'of their own',
    });
  }
  return fullVolumeProblem(crash);
}

/** Why a container of the program ended. The state before the last restart tells it, nothing else does. */
export function readCrash(crash: Crash): Problem {
  const { container, ended, restarts } = crash;
  const telling = tellingProblem(crash);
  if (telling) {
    return telling;
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
