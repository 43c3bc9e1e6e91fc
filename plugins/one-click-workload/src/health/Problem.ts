import {
  buildCause,
  renderCause,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Cause,
  CauseId,
  CauseLink,
  CauseParams,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/**
 * What a problem means for the state: `outside` keeps the program from
 * starting, `program` is the program's own doing, `part` leaves it running
 * without something it was promised.
 */
export type Bearing = 'outside' | 'program' | 'part';

/** A cause, and what it means for the state. */
export interface Problem {
  readonly cause: Cause;
  readonly bearing: Bearing;
  /**
   * `false` while it may well pass by itself, as a readiness check does that
   * has not been good yet: it then explains a state, but brings none about.
   */
  readonly firm: boolean;
}

const PROGRAM: ReadonlySet<CauseId> = new Set<CauseId>([
  'CrashLoop',
  'CrashCommand',
  'CleanExit',
  'OutOfMemory',
  'InitFailed',
  'ReadyProbe',
  'LiveProbe',
  'StartProbe',
  'PortClosed',
  'Deadline',
]);
const PART: ReadonlySet<CauseId> = new Set<CauseId>([
  'NoAddress',
  'CertWaiting',
  'CertBad',
  'HostTaken',
  'NoMetrics',
  'HpaAtMax',
  'NoEndpoints',
  'Restarting',
]);

function bearingOf(id: CauseId): Bearing {
  if (PROGRAM.has(id)) {
    return 'program';
  }
  return PART.has(id) ? 'part' : 'outside';
}

/** What there is to say about a problem beyond its parameters. */
export interface ProblemTraits {
  readonly chain?: readonly CauseLink[];
  /** @defaultValue true */
  readonly firm?: boolean;
  /** @defaultValue what the cause's id stands for */
  readonly bearing?: Bearing;
}

/** A problem of a known kind. */
export function aProblem<I extends CauseId>(
  id: I,
  params: CauseParams<I>,
  traits: ProblemTraits = {},
): Problem {
  const { chain = [], firm = true, bearing = bearingOf(id) } = traits;
  return { cause: buildCause(id, params, chain), bearing, firm };
}

/** The same problem, of so many instances. */
export function withCount(problem: Problem, count: number): Problem {
  const { id, params, chain } = problem.cause;
  const counted = { ...params, count: String(count) };
  const message = renderCause({ ...problem.cause, params: counted });
  return {
    ...problem,
    cause: { id, message, params: counted, ...(chain && { chain }) },
  };
}

/** The same problem, seen from further up. */
export function within(outer: readonly CauseLink[], problem: Problem): Problem {
  const { chain = [] } = problem.cause;
  return {
    ...problem,
    cause: { ...problem.cause, chain: [...outer, ...chain] },
  };
}

const MAX_MESSAGE_LENGTH = 400;

/**
 * The cluster's words in a form that does not change while nothing happens:
 * without the durations and addresses of each attempt, at a bearable length.
 */
export function steadyWords(message: string): string {
  const steady = message
    .trim()
    .replace(/\b\d+(\.\d+)?(ms|s|m|h)(\d+(\.\d+)?(ms|s|m))*\b/g, '…')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, 'address');
  return steady.length > MAX_MESSAGE_LENGTH
    ? `${steady.slice(0, MAX_MESSAGE_LENGTH - 1)}…`
    : steady;
}

/** A problem none of the known causes fits. */
export function otherProblem(
  message: string,
  traits: ProblemTraits = {},
): Problem {
  return aProblem('Other', { message: steadyWords(message) }, traits);
}

const MAX_PROBLEMS = 8;
const RANK: Readonly<Record<Bearing, number>> = {
  outside: 0,
  program: 1,
  part: 2,
};

// A passed deadline says that something is wrong, every other cause says what;
// that an interface leads nowhere follows from the rest.
const VAGUENESS: Readonly<Record<string, number>> = {
  Deadline: 10,
  NoEndpoints: 20,
};

function rankOf({ bearing, firm, cause }: Problem): number {
  const vagueness = VAGUENESS[cause.id] ?? 0;
  return vagueness + (firm ? 0 : 5) + RANK[bearing];
}

function keyOf({ cause }: Problem): string {
  const { id, params = {}, chain = [] } = cause;
  const { count, ...steady } = params;
  // The same trouble in ten instances is one problem.
  const place = chain.filter(({ kind }) => kind !== 'Pod');
  return JSON.stringify([id, steady, place]);
}

/** The problems that tell something new, the one that explains most first. */
export function rankProblems(problems: readonly Problem[]): Problem[] {
  const known = new Map<string, Problem>();
  for (const problem of problems) {
    const key = keyOf(problem);
    if (!known.has(key)) {
      known.set(key, problem);
    }
  }
  return [...known.values()]
    .sort((left, right) => rankOf(left) - rankOf(right))
    .slice(0, MAX_PROBLEMS);
}
