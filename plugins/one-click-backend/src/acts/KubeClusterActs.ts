import { ConflictError, NotFoundError } from '@backstage/errors';
import type { JobRun } from '@one-click/backstage-plugin-one-click-common';
import {
  ACTS_MANAGER,
  JOB_LABEL,
  JOB_OWNER_LABEL,
  RESTARTED_AT_ANNOTATION,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeAlreadyExistsError,
  KubeNotFoundError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { CrRef } from '../kube/KubeGateway';
import type { ClusterActs, StartedRun } from './ClusterActs';
import { buildRun } from './buildRun';
import type { CronJob } from './buildRun';
import { controllerOf, isOwnedBy } from './ownerChain';
import type { OwnedObject } from './ownerChain';
import { isOver, toJobRun } from './toJobRun';

/** A person waits for these. */
const CALL = { timeoutMs: 10_000 } as const;

/** Acts on a real cluster. */
export class KubeClusterActs implements ClusterActs {
  readonly #client: KubeClient;

  constructor(options: { readonly client: KubeClient }) {
    this.#client = options.client;
  }

  async restart(ref: CrRef, at: string): Promise<void> {
    const { metadata } = await this.#requireRollout(ref);
    const before = metadata.annotations?.[RESTARTED_AT_ANNOTATION] ?? '';
    if (Date.parse(before) >= Date.parse(at)) {
      return;
    }
    const object = {
      metadata: {
        ...ref,
        // An apply without it would bring a rollout back that was deleted meanwhile.
        uid: metadata.uid,
        annotations: { [RESTARTED_AT_ANNOTATION]: at },
      },
    };
    await this.#client.apply(resources.rollouts, object, {
      ...CALL,
      fieldManager: ACTS_MANAGER,
      // Whoever wrote the last moment wanted another restart.
      force: true,
    });
  }

  async runJob(
    ref: CrRef,
    order: { readonly job: string; readonly suffix: string },
  ): Promise<StartedRun> {
    const { namespace } = ref;
    const cronJob = await this.#requireCronJob(ref, order.job);
    const run = buildRun(cronJob, order.suffix);
    const { name } = run.metadata;
    try {
      await this.#client.create(resources.jobs, run, {
        ...CALL,
        fieldManager: ACTS_MANAGER,
      });
    } catch (error) {
      if (!(error instanceof KubeAlreadyExistsError)) {
        throw error;
      }
      await this.#requireSameRun({ namespace, name }, cronJob);
    }
    const runs = await this.#listOf(cronJob, namespace);
    return {
      run: name,
      alsoRunning: runs
        .filter(each => !isOver(each))
        .map(({ metadata }) => metadata?.name ?? '')
        .filter(other => other !== name),
    };
  }

  async listRuns(ref: CrRef, job: string): Promise<readonly JobRun[]> {
    const cronJob = await this.#requireCronJob(ref, job);
    const runs = await this.#listOf(cronJob, ref.namespace);
    return runs
      .map(run => toJobRun(run, job))
      .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
  }

  async deleteRun(ref: CrRef, run: string): Promise<{ readonly job: string }> {
    const rollout = await this.#requireRollout(ref);
    const target = { namespace: ref.namespace, name: run };
    const found = await this.#client.find(resources.jobs, target, CALL);
    if (!found || !(await this.#isOurs(found, rollout))) {
      throw new NotFoundError(`No run '${run}' of rollout '${ref.name}'`);
    }
    await this.#client.delete(resources.jobs, target, {
      ...CALL,
      uid: found.metadata?.uid,
    });
    return { job: found.metadata?.labels?.[JOB_LABEL] ?? '' };
  }

  async deletePod(ref: CrRef, pod: string): Promise<void> {
    const rollout = await this.#requireRollout(ref);
    const target = { namespace: ref.namespace, name: pod };
    const found = await this.#client.find(resources.pods, target, CALL);
    if (!found || !(await this.#isOurs(found, rollout))) {
      throw new NotFoundError(`No pod '${pod}' of rollout '${ref.name}'`);
    }
    try {
      await this.#client.delete(resources.pods, target, {
        ...CALL,
        uid: found.metadata?.uid,
      });
    } catch (error) {
      // Somebody was faster: it is as it was asked for.
      if (!(error instanceof KubeNotFoundError)) {
        throw error;
      }
    }
  }

  async #requireRollout(ref: CrRef): Promise<Rollout> {
    const found = await this.#client.find(resources.rollouts, ref, CALL);
    if (!found) {
      throw new ConflictError(
        `Rollout '${ref.name}' is not in the cluster yet: try again once its first revision is applied`,
      );
    }
    return found;
  }

  async #requireCronJob(ref: CrRef, job: string): Promise<CronJob> {
    const { metadata } = await this.#requireRollout(ref);
    const { items } = await this.#client.list(resources.cronJobs, {
      ...CALL,
      namespace: ref.namespace,
      labelSelector: `${ROLLOUT_LABEL}=${ref.name}`,
    });
    const found = items.find(
      each =>
        controllerOf(each)?.uid === metadata.uid &&
        each.spec?.jobTemplate.metadata?.labels?.[JOB_LABEL] === job,
    );
    if (!found) {
      throw new NotFoundError(
        `No job '${job}' of rollout '${ref.name}' in the cluster: it appears once the revision with it is applied`,
      );
    }
    return found;
  }

  async #listOf(cronJob: CronJob, namespace: string) {
    const labels = cronJob.spec?.jobTemplate.metadata?.labels ?? {};
    const { items } = await this.#client.list(resources.jobs, {
      ...CALL,
      namespace,
      labelSelector: [JOB_OWNER_LABEL, JOB_LABEL]
        .map(key => `${key}=${labels[key] ?? ''}`)
        .join(','),
    });
    return items.filter(
      each => controllerOf(each)?.uid === cronJob.metadata?.uid,
    );
  }

  async #requireSameRun(ref: CrRef, { metadata }: CronJob): Promise<void> {
    const found = await this.#client.find(resources.jobs, ref, CALL);
    if (!found || controllerOf(found)?.uid !== metadata?.uid) {
      throw new ConflictError(
        `A Job '${ref.name}' of another owner is in the way: try again`,
      );
    }
  }

  async #isOurs(object: OwnedObject, { metadata }: Rollout): Promise<boolean> {
    const { namespace, uid = '' } = metadata;
    return isOwnedBy(this.#client, object, { ...CALL, namespace, uid });
  }
}

function orderOf({ createdAt = '', name }: JobRun): string {
  return `${createdAt} ${name}`;
}
