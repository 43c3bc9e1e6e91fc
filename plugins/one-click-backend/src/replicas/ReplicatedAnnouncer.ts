import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import type { Announcer } from '../streams/Announcer';
import type { ReplicaBus, ReplicaMessage } from './ReplicaBus';

/** Tells viewers of this process. */
interface OwnAnnouncer extends Announcer {
  projectActed(projectId: string): void;
}

/** Tells viewers of this process and, by the bus, of all others. */
export class ReplicatedAnnouncer implements Announcer {
  readonly #own: OwnAnnouncer;
  readonly #bus: ReplicaBus;
  #pending = new Map<string, ReadonlySet<number>>();
  #isScheduled = false;

  constructor(options: {
    readonly own: OwnAnnouncer;
    readonly bus: ReplicaBus;
  }) {
    this.#own = options.own;
    this.#bus = options.bus;
  }

  /** Begins to hear of the others. */
  start(): void {
    this.#bus.start({
      onMessage: message => {
        this.#hear(message);
      },
      onGap: () => this.#own.allChanged(),
    });
  }

  rolloutChanged(rolloutId: string, revisions: readonly number[] = []): void {
    this.#own.rolloutChanged(rolloutId, revisions);
    const known = this.#pending.get(rolloutId) ?? [];
    this.#pending.set(rolloutId, new Set([...known, ...revisions]));
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      // A caller within a transaction must not wait for its own connection.
      setImmediate(() => this.#send());
    }
  }

  rolesChanged(projectId: string): void {
    this.#own.rolesChanged(projectId);
    this.#bus.send({ type: 'roles', projectId });
  }

  /** Something was done in a project, and holds. */
  projectActed(projectId: string): void {
    this.#own.projectActed(projectId);
    this.#bus.send({ type: 'acted', projectId });
  }

  /** Each process watches clusters itself. */
  clusterChanged(cluster: Cluster): void {
    this.#own.clusterChanged(cluster);
  }

  allChanged(): void {
    this.#own.allChanged();
  }

  #hear(message: ReplicaMessage): void {
    switch (message.type) {
      case 'roles':
        this.#own.rolesChanged(message.projectId);
        break;
      case 'acted':
        this.#own.projectActed(message.projectId);
        break;
      case 'rollouts':
        for (const [id, revisions] of message.rollouts) {
          this.#own.rolloutChanged(id, revisions);
        }
        break;
    }
  }

  #send(): void {
    const rollouts = [...this.#pending].map(
      ([id, revisions]) => [id, [...revisions]] as const,
    );
    this.#pending = new Map();
    this.#isScheduled = false;
    this.#bus.send({ type: 'rollouts', rollouts });
  }
}
