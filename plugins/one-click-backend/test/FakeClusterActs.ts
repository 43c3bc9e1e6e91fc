import { NotFoundError } from '@backstage/errors';
import type { JobRun } from '@one-click/backstage-plugin-one-click-common';
import type { ClusterActs, StartedRun } from '../src/acts/ClusterActs';
import type { CrRef } from '../src/kube/KubeGateway';

/** A cluster in memory, as far as acts reach. */
export class FakeClusterActs implements ClusterActs {
  /** What was asked for, such as `restart oc-shop/web …`. */
  readonly asked: string[] = [];
  /** What the next call rejects with; nothing where absent. */
  failure: Error | undefined;
  readonly #pods = new Set<string>();

  addPod(pod: string): void {
    this.#pods.add(pod);
  }

  async restart(ref: CrRef, at: string): Promise<void> {
    this.#ask(`restart ${ref.namespace}/${ref.name} ${at}`);
  }

  async runJob(
    { name }: CrRef,
    { job, suffix }: { readonly job: string; readonly suffix: string },
  ): Promise<StartedRun> {
    const run = `${name}-${job}-${suffix}`;
    this.#ask(`run ${run}`);
    return { run, alsoRunning: [] };
  }

  async listRuns(): Promise<readonly JobRun[]> {
    this.#ask('runs');
    return [];
  }

  async deleteRun(_: CrRef, run: string): Promise<{ readonly job: string }> {
    this.#ask(`delete run ${run}`);
    return { job: 'nightly' };
  }

  async deletePod({ name }: CrRef, pod: string): Promise<void> {
    this.#ask(`delete pod ${pod}`);
    if (!this.#pods.delete(pod)) {
      throw new NotFoundError(`No pod '${pod}' of rollout '${name}'`);
    }
  }

  #ask(what: string): void {
    this.asked.push(what);
    const { failure } = this;
    this.failure = undefined;
    if (failure) {
      throw failure;
    }
  }
}
