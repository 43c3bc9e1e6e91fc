import type { StreamMessage } from '@one-click/backstage-plugin-one-click-common';
import { roleIn, rolloutRoleIn } from '../access';
import type { Caller, RoleRules } from '../access';
import type { HealthContext } from '../health';
import { toRolloutSummary } from '../rollouts/toRolloutSummary';
import { keyOfChange } from './Change';
import type { Change } from './Change';
import type { EventWriter } from './EventWriter';
import { isAboutProject, isLive, isWanted } from './topics';
import type { Topic } from './topics';

/** Changes kept for streams that open again: minutes of a busy portal. */
const REPLAYED_CHANGES = 500;

/** One open stream. */
export interface Viewer {
  readonly writer: Pick<EventWriter, 'send' | 'end'>;
  readonly topics: readonly Topic[];
  /** Who looks, as of the last check. */
  caller: Caller;
  /** Looks again whether the viewer may; ends the stream if not. */
  recheck?: () => void;
}

export interface StreamHubOptions {
  /** Tells this process's ids from another's: its counter starts anew. */
  readonly epoch: string;
  readonly rules: RoleRules;
  readonly health: () => HealthContext;
}

/**
 * Hands changes to all open streams, to each only what its viewer wants and
 * may see. Ids are one sequence a process, so that a stream that opens again
 * gets what it missed, or is told to read again.
 */
export class StreamHub {
  readonly #options: StreamHubOptions;
  readonly #viewers = new Set<Viewer>();
  #recent: { readonly n: number; readonly change: Change }[] = [];
  #n = 0;

  constructor(options: StreamHubOptions) {
    this.#options = options;
  }

  /** Open streams. */
  get size(): number {
    return this.#viewers.size;
  }

  /** Open streams of one caller, and how many live topics they have together. */
  countOf(ref: string): { readonly streams: number; readonly topics: number } {
    const own = [...this.#viewers].filter(({ caller }) => caller.ref === ref);
    const topics = own.flatMap(viewer => viewer.topics.filter(isLive));
    return { streams: own.length, topics: topics.length };
  }

  /** Roles in a project changed: its viewers are checked now. */
  recheck(project: string): void {
    for (const viewer of this.#viewers) {
      if (isAboutProject(viewer.topics, project)) {
        viewer.recheck?.();
      }
    }
  }

  publish(change: Change): void {
    this.#n += 1;
    this.#recent.push({ n: this.#n, change });
    if (this.#recent.length > REPLAYED_CHANGES) {
      this.#recent.shift();
    }
    for (const viewer of this.#viewers) {
      this.#show(viewer, change, this.#n);
    }
  }

  /** Says hello, what was missed since `lastEventId`, and then every change, until the returned function is called. */
  add(viewer: Viewer, lastEventId?: string): () => void {
    viewer.writer.send({ type: 'hello' });
    if (lastEventId !== undefined) {
      this.#replay(viewer, lastEventId);
    }
    this.#viewers.add(viewer);
    return () => {
      this.#viewers.delete(viewer);
    };
  }

  /** Ends all streams, as when the process stops. */
  close(): void {
    for (const { writer } of this.#viewers) {
      writer.end('shutdown');
    }
    this.#viewers.clear();
  }

  #replay(viewer: Viewer, lastEventId: string): void {
    const [epoch, n] = lastEventId.split('-');
    const last = Number(n);
    const oldest = this.#recent[0]?.n ?? this.#n + 1;
    const isKnown = epoch === this.#options.epoch && last + 1 >= oldest;
    if (!isKnown || !(last <= this.#n)) {
      viewer.writer.send({ type: 'reset' }, { id: this.#idOf(this.#n) });
      return;
    }
    const missed = this.#recent.filter(recent => recent.n > last);
    const newest = new Map(
      missed.map(recent => [keyOfChange(recent.change), recent]),
    );
    for (const recent of missed) {
      if (newest.get(keyOfChange(recent.change)) === recent) {
        this.#show(viewer, recent.change, recent.n);
      }
    }
  }

  #show(viewer: Viewer, change: Change, n: number): void {
    if (!isWanted(viewer.topics, change)) {
      return;
    }
    const message = this.#toMessage(change, viewer.caller);
    if (message) {
      viewer.writer.send(message, {
        id: this.#idOf(n),
        key: keyOfChange(change),
      });
    }
  }

  #idOf(n: number): string {
    return `${this.#options.epoch}-${n}`;
  }

  #toMessage(change: Change, caller: Caller): StreamMessage | undefined {
    const { rules, health } = this.#options;
    if (change.type === 'reset' || change.type === 'cluster') {
      return change;
    }
    if (change.type === 'acted') {
      const { project } = change;
      return roleIn(project, caller, rules)
        ? { type: 'acted', project: project.name }
        : undefined;
    }
    const { project, rollout } = change.view;
    const role = rolloutRoleIn(project, caller, rules);
    if (!role) {
      return undefined;
    }
    if (change.type === 'revision') {
      const { revision } = change;
      return {
        type: 'revision',
        project: project.name,
        rollout: rollout.name,
        revision,
      };
    }
    const viewpoint = { role, rules, health: health() };
    return {
      type: 'rollout',
      rollout: toRolloutSummary(change.view, viewpoint),
    };
  }
}
