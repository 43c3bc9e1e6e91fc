import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { isContentSecretName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { StateKeeper } from '../storage/StateKeeper';
import { listReferred } from './listReferred';
import { restingUntil } from './requireSecrets';
import { SECRET_REST_MS } from './SecretStore';
import type { SecretRef } from './SecretStore';
import type { SecretVault, StoredSecret } from './SecretVault';

/** Each Secret is looked at once a day, so four looks a day suffice. */
const PASS_MS = 6 * 60 * 60 * 1000;
const PAGE = 200;

export interface SecretCollectorOptions {
  readonly state: StateKeeper;
  readonly vault: SecretVault;
  readonly clock: Clock;
  readonly logger: LoggerService;
}

/**
 * Takes away Secrets that nothing needs any more. In two steps, so that a save
 * at the same moment is safe wherever we are killed: under the rollout's row
 * lock, which a save takes as well, a Secret is given up in the database; what
 * the database does not have is then deleted in the cluster, unless a save used
 * it since it was listed, which changes its version. Several at a time do no
 * harm.
 */
export class SecretCollector {
  readonly #options: SecretCollectorOptions;
  #cancel: () => void = () => {};
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SecretCollectorOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock } = this.#options;
    this.#cancel = clock.schedule(() => {
      this.#running = this.collect().finally(() => {
        if (!this.#isStopped) {
          this.start();
        }
      });
    }, PASS_MS);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#running;
  }

  /** Looks at all Secrets that are due, and at all namespaces; resolves when done, whatever failed. */
  async collect(): Promise<void> {
    await this.#attempt('Secrets of rollouts', () => this.#giveUp());
    const { projects } = this.#options.state.stores;
    let after: string | undefined;
    do {
      const { items, next } = await projects.list({ after, limit: PAGE });
      for (const project of items) {
        await this.#attempt(`Secrets of project '${project.name}'`, () =>
          this.#sweep(project),
        );
      }
      after = next;
    } while (after !== undefined && !this.#isStopped);
  }

  async #giveUp(): Promise<void> {
    const { stores } = this.#options.state;
    for (;;) {
      const due = await stores.secrets.listDue(this.#at(), PAGE);
      for (const ref of due) {
        await this.#lookOrRest(ref);
      }
      if (due.length < PAGE || this.#isStopped) {
        return;
      }
    }
  }

  /** One that fails waits a day, so that it holds up no other. */
  async #lookOrRest(ref: SecretRef): Promise<void> {
    const { rolloutId, name } = ref;
    let isDone = false;
    await this.#attempt(`Secrets such as '${name}'`, async () => {
      await this.#look(ref);
      isDone = true;
    });
    if (!isDone) {
      const { secrets } = this.#options.state.stores;
      await secrets.postpone(rolloutId, [name], restingUntil(this.#at()));
    }
  }

  /** Gives a Secret up, or looks at it again a day later. */
  async #look({ rolloutId, name }: SecretRef): Promise<void> {
    const { state } = this.#options;
    const isMentioned = await this.#isMentioned({ rolloutId, name });
    await state.transact(async stores => {
      const rollout = await stores.rollouts.lock(rolloutId);
      const [record] = await stores.secrets.find(rolloutId, [name]);
      const at = this.#at();
      // A save may have used it since the list was made.
      if (!rollout || !record?.dueAt || record.dueAt >= at) {
        return;
      }
      const referred = await listReferred(stores, rollout, Date.parse(at));
      const isNeeded =
        isMentioned || rollout.binnedAt !== undefined || referred.has(name);
      if (isNeeded) {
        const until = restingUntil(at);
        await stores.secrets.postpone(rolloutId, [name], until);
      } else {
        await stores.secrets.markCollected(record, at);
      }
    });
  }

  /** What we cannot see may well be in use. */
  async #isMentioned({ rolloutId, name }: SecretRef): Promise<boolean> {
    const { state, vault } = this.#options;
    const rollout = await state.stores.rollouts.findById(rolloutId);
    const [project] = rollout
      ? await state.stores.projects.findByIds([rollout.projectId])
      : [];
    if (!project || !vault.isReachable(project)) {
      return true;
    }
    return (await vault.mentions(project)).includes(`"${name}"`);
  }

  async #sweep(project: ProjectRecord): Promise<void> {
    const { vault, logger } = this.#options;
    if (project.namespaceUid === undefined || !vault.isReachable(project)) {
      return;
    }
    const before = this.#at(-SECRET_REST_MS);
    const stored = await vault.list(project);
    // Others may have copied our labels, but not the form of our names.
    const old = stored.filter(
      ({ name, rollout, usedAt }) =>
        usedAt < before && isContentSecretName(rollout, name),
    );
    const mentions = old.length > 0 ? await vault.mentions(project) : '';
    for (const secret of old) {
      const isWanted =
        mentions.includes(`"${secret.name}"`) ||
        (await this.#isWanted(project, secret));
      if (!isWanted) {
        await vault.remove(project, secret);
        logger.info(
          `Secret '${secret.name}' in namespace '${secret.namespace}' is gone, since nothing needs it any more`,
        );
      }
    }
  }

  async #isWanted(
    project: ProjectRecord,
    { rollout: rolloutName, name }: StoredSecret,
  ): Promise<boolean> {
    const { stores } = this.#options.state;
    const rollout = await stores.rollouts.find(project.id, rolloutName);
    if (!rollout) {
      return false;
    }
    const [record] = await stores.secrets.find(rollout.id, [name]);
    if (record) {
      return record.collectedAt === undefined;
    }
    // Of a database that was lost: the Rollout that refers to it was imported.
    return (await listReferred(stores, rollout, Date.parse(this.#at()))).has(
      name,
    );
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.logger.warn(
        `${what} are looked at later: ${stringifyError(error)}`,
      );
    }
  }

  #at(laterMs = 0): string {
    return new Date(this.#options.clock.now() + laterMs).toISOString();
  }
}
