import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { KubeNotFoundError } from '@one-click/backstage-plugin-one-click-kube';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { Purger, PurgeErrand } from '../bin/Purger';
import type { KubeGateway } from '../kube/KubeGateway';
import type { OutboxRecord } from '../outbox/OutboxStore';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { StateKeeper } from '../storage/StateKeeper';
import type { Announcer } from '../streams/Announcer';
import { backoffMs } from './backoff';
import { prepareProject } from './prepareProject';
import { recordRefused, recordTold } from './recordTold';
import { tellRollout } from './RolloutTeller';
import type { Errand } from './RolloutTeller';
import { toFailure } from './toFailure';
import type { Failure } from './toFailure';

/** The API server takes no more at once without slowing down. */
const ERRANDS_AT_ONCE = 8;
/** Finds what other processes saved, or left behind. */
export const POLL_MS = 2_000;
/** How long a killed process keeps others from its errands. */
export const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

export interface ConvergerOptions {
  readonly cluster: string;
  /** The way into the cluster; absent while it is away. */
  readonly gateway: () => KubeGateway | undefined;
  readonly state: StateKeeper;
  readonly announcer: Announcer;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Names this process among those that share the database. */
  readonly processId: string;
  readonly logger: LoggerService;
  /** Is told how long after its save a revision reached the cluster. */
  readonly onConverged?:
    | ((converged: { readonly cluster: string; readonly ms: number }) => void)
    | undefined;
  /** Deletes what is in the bin for good. */
  readonly purger: Pick<Purger, 'run'>;
  /** Is told that a project has a namespace from now on. */
  readonly onNamespace: (project: ProjectRecord) => void;
}

/**
 * Tells one cluster what was saved. The outbox says what is to be told; a row
 * leaves it in the same transaction that writes down what came of it. Killed
 * in between, the next process finds the row, looks at the CR, and either sees
 * that it is done or does it: nothing is lost, and nothing is done twice.
 *
 * Order: a rollout has one row, which always asks for its newest revision, and
 * one process at a time holds it. A write names the version of the CR that was
 * read, so that a process that was stopped for longer than its lease cannot
 * overwrite a newer revision.
 */
export class Converger {
  readonly #options: ConvergerOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #cancelPoll: () => void = () => {};
  #isClaiming = false;
  #isWoken = false;

  constructor(options: ConvergerOptions) {
    this.#options = options;
  }

  start(): void {
    this.wake();
  }

  /** Looks at the outbox now. */
  wake(): void {
    this.#isWoken = true;
    if (!this.#isClaiming && !this.#stopping.signal.aborted) {
      this.#isClaiming = true;
      this.#claimAll().finally(() => {
        this.#isClaiming = false;
      });
    }
  }

  /** All that waits is due at once, as when the cluster came back. */
  async wakeAll(): Promise<void> {
    const { state, cluster } = this.#options;
    await state.stores.outbox.makeDue(cluster, this.#at());
    this.wake();
  }

  /** Gives up what runs; the rows are another process's at once, or soon if the database is away. */
  async stop(): Promise<void> {
    const { state, processId, cluster, logger } = this.#options;
    this.#stopping.abort(new Error('The backend stops'));
    this.#cancelPoll();
    await Promise.allSettled(this.#running);
    try {
      await state.stores.outbox.dropLeases(processId);
    } catch (error) {
      // What else is to be stopped must not be left running for that.
      logger.warn(
        `What cluster '${cluster}' is to be told is held for up to ${
          LEASE_MS / 1000
        } s more: ${stringifyError(error)}`,
      );
    }
  }

  async #claimAll(): Promise<void> {
    const { clock, logger, cluster } = this.#options;
    this.#cancelPoll();
    try {
      while (this.#isWoken && !this.#stopping.signal.aborted) {
        this.#isWoken = false;
        await this.#claim();
      }
    } catch (error) {
      logger.warn(
        `The outbox of cluster '${cluster}' could not be read, it is tried again: ${stringifyError(
          error,
        )}`,
      );
    }
    if (!this.#stopping.signal.aborted) {
      this.#cancelPoll = clock.schedule(() => this.wake(), POLL_MS);
    }
  }

  async #claim(): Promise<void> {
    const { cluster, gateway, processId, state } = this.#options;
    const limit = ERRANDS_AT_ONCE - this.#running.size;
    const open = gateway();
    if (!open || limit <= 0) {
      return;
    }
    const rows = await state.stores.outbox.claim({
      cluster,
      by: processId,
      now: this.#at(),
      until: this.#at(LEASE_MS),
      limit,
    });
    for (const row of rows) {
      const errand = this.#run(open, row).finally(() => {
        this.#running.delete(errand);
        // There may be more than fits at once, or a newer revision of this one.
        this.wake();
      });
      this.#running.add(errand);
    }
  }

  async #run(gateway: KubeGateway, row: OutboxRecord): Promise<void> {
    const { logger, cluster } = this.#options;
    const abort = new AbortController();
    const stopRenewing = this.#keepLease(row, abort);
    const signal = AbortSignal.any([abort.signal, this.#stopping.signal]);
    try {
      await this.#attempt(gateway, row, signal);
    } catch (error) {
      if (!signal.aborted) {
        logger.warn(
          `Cluster '${cluster}' was not told of ${row.subject.kind} '${
            row.subject.id
          }', it is tried again: ${stringifyError(error)}`,
        );
        await this.#retry(row, undefined).catch(() => undefined);
      }
    } finally {
      stopRenewing();
    }
  }

  async #attempt(
    gateway: KubeGateway,
    row: OutboxRecord,
    signal: AbortSignal,
  ): Promise<void> {
    const errand = await this.#findErrand(row);
    const project = await this.#findProject(row, errand);
    if (!project) {
      await this.#complete(row);
      return;
    }
    const rollout = errand?.rollout;
    if ((rollout ?? project).purgeId !== undefined) {
      await this.#purge(row, { project, rollout, signal });
      return;
    }
    try {
      await this.#carryOut(gateway, row, { errand, project, signal });
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      await this.#fail(row, { errand, error });
    }
  }

  async #carryOut(
    gateway: KubeGateway,
    row: OutboxRecord,
    work: {
      readonly errand: Errand | undefined;
      readonly project: ProjectRecord;
      readonly signal: AbortSignal;
    },
  ): Promise<void> {
    const { errand, project, signal } = work;
    // Whatever is in the bin needs no namespace that does not exist.
    const isBinned = (errand?.rollout ?? project).binnedAt !== undefined;
    const ready = isBinned
      ? project
      : await prepareProject(gateway, project, { ...this.#options, signal });
    if (errand) {
      await this.#tell(gateway, { ...errand, project: ready, signal }, row);
    } else {
      await this.#complete(row);
    }
  }

  /** Goes on until nothing is left, whatever goes wrong in between. */
  async #purge(
    row: OutboxRecord,
    errand: Pick<PurgeErrand, 'project' | 'rollout' | 'signal'>,
  ): Promise<void> {
    const { purger, announcer } = this.#options;
    const { revision } = row;
    const lease = this.#leaseOf(row);
    if (await purger.run({ ...errand, lease, revision })) {
      announcer.allChanged();
      return;
    }
    await this.#retry(row, undefined);
  }

  async #tell(
    gateway: KubeGateway,
    errand: Errand & { readonly signal: AbortSignal },
    row: OutboxRecord,
  ): Promise<void> {
    const { state, announcer, logger } = this.#options;
    const told = await tellRollout(gateway, state.stores, errand);
    const report = { errand, lease: this.#leaseOf(row), at: this.#at() };
    const changed = await state.transact(stores =>
      recordTold(stores, report, told),
    );
    logger.debug(
      `Revision ${errand.revision.number} of rollout '${errand.rollout.name}' in project '${errand.project.name}': ${told.type}`,
    );
    announcer.rolloutChanged(errand.rollout.id, changed);
    if (told.type === 'applied') {
      const savedAt = Date.parse(errand.revision.createdAt);
      const ms = this.#options.clock.now() - savedAt;
      this.#options.onConverged?.({ cluster: this.#options.cluster, ms });
    }
  }

  async #fail(
    row: OutboxRecord,
    failed: { readonly errand: Errand | undefined; readonly error: unknown },
  ): Promise<void> {
    const { state, announcer, cluster, logger } = this.#options;
    const { errand, error } = failed;
    const failure = toFailure(error, cluster);
    logger.warn(
      `Cluster '${cluster}' ${
        failure.type === 'refused' ? 'refused' : 'did not take'
      } ${row.subject.kind} '${
        errand?.rollout.name ?? row.subject.id
      }': ${stringifyError(error)}`,
    );
    if (failure.type === 'retry') {
      await this.#retry(row, error);
      await this.#showWhy(errand, failure);
      return;
    }
    if (!errand) {
      await this.#complete(row);
      return;
    }
    const report = { errand, lease: this.#leaseOf(row), at: this.#at() };
    const changed = await state.transact(async stores => {
      const rollout = await stores.rollouts.lock(errand.rollout.id);
      return rollout
        ? recordRefused(stores, { ...report, rollout }, failure)
        : [];
    });
    announcer.rolloutChanged(errand.rollout.id, changed);
  }

  /** A save that waits says what it waits for. */
  async #showWhy(errand: Errand | undefined, failure: Failure): Promise<void> {
    const { state, announcer } = this.#options;
    const { problem } = failure;
    if (!errand || !problem) {
      return;
    }
    const { rollout, revision } = errand;
    await state.stores.revisions.setOutcome(rollout.id, revision.number, {
      outcome: 'pending',
      outcomeAt: this.#at(),
      problem,
    });
    announcer.rolloutChanged(rollout.id, [revision.number]);
  }

  async #retry(row: OutboxRecord, error: unknown): Promise<void> {
    const { state, random } = this.#options;
    // Something is missing that a person has to make, such as the CRD.
    const attempts = error instanceof KubeNotFoundError ? 3 : row.attempts;
    const dueAt = this.#at(backoffMs(attempts, random()));
    await state.stores.outbox.retry(this.#leaseOf(row), dueAt);
  }

  async #complete(row: OutboxRecord): Promise<void> {
    const { outbox } = this.#options.state.stores;
    await outbox.complete(this.#leaseOf(row), row.revision);
  }

  async #findErrand({
    subject,
    revision: number,
  }: OutboxRecord): Promise<
    (Omit<Errand, 'project'> & { readonly project: ProjectRecord }) | undefined
  > {
    const { rollouts, revisions, projects } = this.#options.state.stores;
    if (subject.kind === 'project') {
      return undefined;
    }
    const rollout = await rollouts.findById(subject.id);
    const revision = await revisions.find(subject.id, number);
    const [project] = rollout
      ? await projects.findByIds([rollout.projectId])
      : [];
    return rollout && revision && project
      ? { rollout, revision, project }
      : undefined;
  }

  async #findProject(
    { subject }: OutboxRecord,
    errand: Errand | undefined,
  ): Promise<ProjectRecord | undefined> {
    if (errand || subject.kind === 'rollout') {
      return errand?.project;
    }
    const { projects } = this.#options.state.stores;
    return (await projects.findByIds([subject.id]))[0];
  }

  #keepLease(row: OutboxRecord, abort: AbortController): () => void {
    const { clock, state } = this.#options;
    let cancel = () => {};
    const schedule = () => {
      cancel = clock.schedule(async () => {
        const until = this.#at(LEASE_MS);
        const isOurs = await state.stores.outbox
          .renew(this.#leaseOf(row), until)
          .catch(() => true);
        if (isOurs) {
          schedule();
        } else {
          abort.abort(new Error('Another process took this errand over'));
        }
      }, RENEW_MS);
    };
    schedule();
    return () => cancel();
  }

  #leaseOf({ subject }: OutboxRecord) {
    return { subject, by: this.#options.processId };
  }

  #at(laterMs = 0): string {
    return new Date(this.#options.clock.now() + laterMs).toISOString();
  }
}
