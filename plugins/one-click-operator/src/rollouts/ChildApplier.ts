import { isAutoscaled } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeConflictError,
  KubeForbiddenError,
} from '@one-click/backstage-plugin-one-click-kube';
import type {
  Clock,
  KubeClient,
} from '@one-click/backstage-plugin-one-click-kube';
import { careOf } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildObject,
  ChildTypes,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';
import type { ApplyEvents, ApplyObserver } from '../apply/ApplyObserver';
import { ChildWriter } from '../apply/ChildWriter';
import { explainGrowth, refuseShrinking } from '../apply/claimSize';
import type { ClaimChange } from '../apply/claimSize';
import { Contests } from '../apply/Contests';
import type { DesiredChild } from '../apply/DesiredChildren';
import { findObstacle } from '../apply/findObstacle';
import { findRival } from '../apply/findRival';
import { desiredFingerprint } from '../apply/fingerprint';
import { noteReplicas } from '../apply/handOver';
import { RefusedChildren } from '../apply/RefusedChildren';
import { SettledForms } from '../apply/SettledForms';
import { takesUpClaims } from '../apply/takesUpClaims';
import type { ClusterCache } from '../cluster/ClusterCache';
import type { ChildRecord } from '../cluster/records/ChildRecord';
import { toChildRecord } from '../cluster/records/toChildRecord';
import { Observers } from '../engine/observers';
import type { IndexedStore } from '../engine/store';
import { toContestRefusal, toRefusal } from './refusal';

/** What became of a child. */
export type ChildOutcome =
  | { readonly result: 'unchanged' | 'applied' | 'waits' }
  | RefusedOutcome;

interface RefusedOutcome {
  readonly result: 'refused';
  readonly refusal: Refusal;
  /** Milliseconds until another attempt is worth its request. */
  readonly retryAfterMs: number;
}

/** What an applier works with. */
export interface ChildApplierOptions {
  readonly client: KubeClient;
  readonly cache: ClusterCache;
  readonly clock: Clock;
  /** Told when a right is missing. */
  readonly onDenied: (error: KubeForbiddenError) => void;
  readonly applyObservers?: readonly ApplyObserver[] | undefined;
}

interface Task {
  readonly rollout: Rollout;
  readonly child: DesiredChild;
  readonly key: string;
  readonly live: ChildRecord | undefined;
}

/** What is to be written, once what is live is known. */
interface Wish {
  readonly fingerprint: string;
  build(): ChildObject;
}

const UNCHANGED: ChildOutcome = { result: 'unchanged' };
const APPLIED: ChildOutcome = { result: 'applied' };
const WAITS: ChildOutcome = { result: 'waits' };

/** After this many surprises in a row somebody else is at it, and it is better to come back later. */
const MAX_SURPRISES = 2;

/** Brings single children to what they should be, with as few requests as that takes. */
export class ChildApplier {
  readonly #cache: ClusterCache;
  readonly #writer: ChildWriter;
  readonly #onDenied: ChildApplierOptions['onDenied'];
  readonly #observers: Observers<ApplyEvents>;
  readonly #settled = new SettledForms();
  readonly #refused: RefusedChildren;
  readonly #contests: Contests;

  constructor(options: ChildApplierOptions) {
    const { client, cache, clock, onDenied, applyObservers } = options;
    this.#cache = cache;
    this.#writer = new ChildWriter(client, cache);
    this.#onDenied = onDenied;
    this.#observers = new Observers(applyObservers);
    this.#refused = new RefusedChildren(clock);
    this.#contests = new Contests(clock);
  }

  /** Rejects only for reasons that are not the child's. */
  async apply(rollout: Rollout, child: DesiredChild): Promise<ChildOutcome> {
    const { namespace } = rollout.metadata;
    const { kind, name } = child;
    const key = `${kind}/${namespace}/${name}`;
    const task = { rollout, child, key, live: this.#known(rollout, child) };
    try {
      return careOf(kind) === 'ensured'
        ? await this.#ensure(task)
        : await this.#bring(task);
    } catch (error) {
      if (error instanceof KubeForbiddenError && error.missingRight) {
        this.#onDenied(error);
      }
      const refusal = toRefusal(error, { kind, name });
      const change = toClaimChange(task);
      return this.#refuse(
        task,
        change ? explainGrowth(refusal, change) : refusal,
      );
    }
  }

  /** Whether a Deployment had better wait until claims are gone that it would take up. */
  async takesUp(
    child: DesiredChild,
    claims: ReadonlySet<string>,
  ): Promise<boolean> {
    if (child.kind !== 'Deployment' || claims.size === 0) {
      return false;
    }
    const wanted = child.build();
    const live = await this.#writer.read(wanted);
    return (
      live !== undefined &&
      takesUpClaims(
        wanted as ChildTypes['Deployment'],
        live as ChildTypes['Deployment'],
        claims,
      )
    );
  }

  /** Forgets what is known of a child that is no longer wanted. */
  forget(kind: string, namespace: string, name: string): void {
    const key = `${kind}/${namespace}/${name}`;
    this.#settled.forget(key);
    this.#refused.forget(key);
  }

  async #ensure(task: Task): Promise<ChildOutcome> {
    const { child, key, live } = task;
    if (live) {
      this.#refused.forget(key);
      return UNCHANGED;
    }
    const standing = this.#standing(task);
    if (standing) {
      return standing;
    }
    const isMade = await this.#writer.ensure(child.build());
    this.#refused.forget(key);
    return isMade ? APPLIED : UNCHANGED;
  }

  /** What the watch told may be out of date, and a write then meets a conflict: look, and try again. */
  async #bring(first: Task): Promise<ChildOutcome> {
    let task = first;
    for (let surprises = 1; ; surprises += 1) {
      try {
        return await this.#bringOnce(task);
      } catch (error) {
        const isSurprise = error instanceof KubeConflictError;
        if (!isSurprise || surprises > MAX_SURPRISES) {
          throw error;
        }
      }
      this.#observers.tell('outdated', { kind: task.child.kind });
      task = { ...task, live: await this.#look(task) };
    }
  }

  async #bringOnce(task: Task): Promise<ChildOutcome> {
    const { rollout, child, key, live } = task;
    const obstacle = live && findObstacle(rollout, child.kind, live);
    if (obstacle) {
      return obstacle.type === 'going'
        ? WAITS
        : this.#refuse(task, obstacle.refusal);
    }
    const wish = wishFor(task);
    if (live && this.#isAsWished(key, wish, live)) {
      this.#refused.forget(key);
      return UNCHANGED;
    }
    return (
      this.#standing(task) ??
      (live && (await this.#pauseFor(task, wish))) ??
      this.#write(task, wish)
    );
  }

  #isAsWished(key: string, wish: Wish, live: ChildRecord): boolean {
    return (
      live.facts.fingerprint === wish.fingerprint ||
      this.#settled.holds(key, wish.fingerprint, live)
    );
  }

  async #write(task: Task, wish: Wish): Promise<ChildOutcome> {
    const { child, key, live } = task;
    const { kind } = child;
    const change = toClaimChange(task);
    const refusal = change && refuseShrinking(change);
    if (refusal) {
      return this.#refuse(task, refusal);
    }
    const desired = wish.build();
    if (live && desired.kind === 'Deployment') {
      await this.#writer.handOver(desired, live as ChildRecord<'Deployment'>);
    }
    const stored = await this.#writer.apply(desired, live);
    this.#refused.forget(key);
    if (live) {
      this.#contests.noteCorrection(key, wish.fingerprint);
    }
    if (this.#settled.note(key, wish.fingerprint, stored)) {
      this.#observers.tell('normaliserGap', { kind });
    }
    const how = live ? 'changed' : 'created';
    this.#observers.tell('applied', { kind, how });
    return APPLIED;
  }

  /** Whether somebody else keeps changing it back, so that it is better left alone for now. */
  async #pauseFor(task: Task, wish: Wish): Promise<ChildOutcome | undefined> {
    const { child, key } = task;
    const { kind, name } = child;
    const permission = this.#contests.ask(key, wish.fingerprint);
    if (permission.type === 'granted') {
      return undefined;
    }
    const { retryAfterMs } = permission;
    const rival = permission.rival ?? (await this.#findRival(task, wish));
    const refusal = toContestRefusal({ kind, name }, rival);
    return { result: 'refused', refusal, retryAfterMs };
  }

  async #findRival({ child, key }: Task, wish: Wish): Promise<string> {
    const desired = wish.build();
    const live = await this.#writer.read(desired);
    const rival = findRival(live, desired) ?? 'another controller';
    this.#contests.noteRival(key, rival);
    this.#observers.tell('contested', { kind: child.kind, rival });
    return rival;
  }

  #standing({ rollout, child, key }: Task): RefusedOutcome | undefined {
    const standing = this.#refused.find(key, askedFor(rollout, child));
    return standing && { result: 'refused', ...standing };
  }

  #refuse(task: Task, refusal: Refusal): RefusedOutcome {
    const { rollout, child, key } = task;
    const standing = this.#standing(task);
    if (standing) {
      return { ...standing, refusal };
    }
    this.#observers.tell('refused', { kind: child.kind });
    const asked = askedFor(rollout, child);
    return { result: 'refused', ...this.#refused.note(key, asked, refusal) };
  }

  #known(rollout: Rollout, { kind, name }: DesiredChild) {
    return this.#storeOf(kind).get(rollout.metadata.namespace, name);
  }

  async #look({ rollout, child }: Task): Promise<ChildRecord | undefined> {
    const known = this.#known(rollout, child);
    const live = await this.#writer.read(child.build());
    if (!live) {
      if (known) {
        this.#storeOf(child.kind).drop(known);
      }
      return undefined;
    }
    return toChildRecord(child.kind, live as never);
  }

  #storeOf(kind: DesiredChild['kind']): IndexedStore<ChildRecord> {
    // Which kind it is does not matter to whoever only finds and drops records.
    return this.#cache.children[kind] as unknown as IndexedStore<ChildRecord>;
  }
}

/** A new generation is worth another attempt, even where the child is the same. */
function askedFor(
  { metadata }: Rollout,
  { fingerprint }: DesiredChild,
): string {
  return `${metadata.uid} ${metadata.generation} ${fingerprint}`;
}

/** What a paused autoscaled rollout wants depends on what it had. */
function wishFor({ rollout, child, live }: Task): Wish {
  const isPaused = rollout.spec.suspend === true && isAutoscaled(rollout.spec);
  if (!live || child.kind !== 'Deployment' || !isPaused) {
    return child;
  }
  const desired = noteReplicas(
    child.build() as ChildObject<'Deployment'>,
    live as ChildRecord<'Deployment'>,
    true,
  );
  return { fingerprint: desiredFingerprint(desired), build: () => desired };
}

function toClaimChange({
  rollout,
  child,
  live,
}: Task): ClaimChange | undefined {
  const desired =
    live && child.kind === 'PersistentVolumeClaim' && child.build();
  return desired && desired.kind === 'PersistentVolumeClaim'
    ? {
        rollout,
        live: live as ChildRecord<'PersistentVolumeClaim'>,
        size: desired.spec?.resources?.requests?.storage,
      }
    : undefined;
}
