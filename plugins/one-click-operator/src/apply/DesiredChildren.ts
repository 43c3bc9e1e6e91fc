import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { keyOf } from '../engine/store';
import { buildWanted } from '../takeover/buildWanted';
import { desiredFingerprint, fingerprint } from './fingerprint';

/** A child that a rollout asks for. */
export interface DesiredChild {
  readonly kind: ChildKind;
  readonly name: string;
  /** What the live object's fingerprint is once it is as wanted. */
  readonly fingerprint: string;
  /** The object to apply. */
  build(): ChildObject;
}

/** What the children depend on beside the rollout. */
export interface BuildContext {
  /** Names of jobs whose CronJob has the name that the original gave it. */
  readonly formerJobs?: ReadonlySet<string> | undefined;
  /** Whether the Deployment's template stays the Go operator's. */
  readonly isFrozen?: boolean | undefined;
}

/** Builds all children of a rollout. */
export type Build = (
  rollout: Rollout,
  context: BuildContext,
) => readonly ChildObject[];

interface Remembered {
  readonly stamp: string;
  /** One line a child, since as objects they would take three times the memory. */
  readonly lines: string;
}

type Named = Omit<DesiredChild, 'build'>;

function toLine({ kind, name, fingerprint: mark }: Named): string {
  return `${kind} ${name} ${mark}`;
}

function fromLine(line: string): Named {
  const [kind = '', name = '', mark = ''] = line.split(' ');
  // It was one when the line was made.
  return { kind: kind as ChildKind, name, fingerprint: mark };
}

// Others' annotations change without anything that is built changing.
const OURS = /^one-click\.dev\//;

function stampOf(
  { metadata }: Rollout,
  { formerJobs = new Set(), isFrozen = false }: BuildContext,
): string {
  const { uid, generation, labels = {}, annotations = {} } = metadata;
  const ours = Object.entries({ ...labels, ...annotations })
    .filter(([name]) => OURS.test(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const jobs = [...formerJobs].sort();
  return fingerprint([uid, generation, ours, jobs, isFrozen]);
}

/**
 * Says what rollouts ask for, by fingerprints.
 *
 * What is built depends on nothing but the rollout, so that the fingerprints are
 * remembered until it changes. The objects themselves are not: most looks at a
 * rollout find everything as it should be, and build nothing.
 */
export class DesiredChildren {
  readonly #build: Build;
  readonly #remembered = new Map<string, Remembered>();

  constructor(build: Build = buildWanted) {
    this.#build = build;
  }

  /** All children, in the order to apply them. */
  of(rollout: Rollout, context: BuildContext = {}): readonly DesiredChild[] {
    let built: readonly ChildObject[] | undefined;
    const buildAll = () => (built ??= this.#build(rollout, context));
    const { lines } = this.#remember(rollout, context, buildAll);
    return lines.split('\n').map((line, index) => ({
      ...fromLine(line),
      build: () => pick(buildAll(), index),
    }));
  }

  /** What the rollout of that name was last known to ask for. */
  known(rolloutKey: string): readonly Pick<DesiredChild, 'kind' | 'name'>[] {
    const lines = this.#remembered.get(rolloutKey)?.lines;
    return lines === undefined ? [] : lines.split('\n').map(fromLine);
  }

  forget(rolloutKey: string): void {
    this.#remembered.delete(rolloutKey);
  }

  #remember(
    rollout: Rollout,
    context: BuildContext,
    buildAll: () => readonly ChildObject[],
  ): Remembered {
    const { namespace, name } = rollout.metadata;
    const key = keyOf(namespace, name);
    const stamp = stampOf(rollout, context);
    const known = this.#remembered.get(key);
    if (known?.stamp === stamp) {
      return known;
    }
    const lines = buildAll()
      .map(child =>
        toLine({
          kind: child.kind,
          name: child.metadata.name,
          fingerprint: desiredFingerprint(child),
        }),
      )
      .join('\n');
    const remembered = { stamp, lines };
    this.#remembered.set(key, remembered);
    return remembered;
  }
}

/** Builders say the same each time; one that does not must not be applied. */
function pick(built: readonly ChildObject[], index: number): ChildObject {
  const child = built[index];
  if (!child) {
    throw new Error(
      `The builders gave ${built.length} children where they had given more before`,
    );
  }
  return child;
}
