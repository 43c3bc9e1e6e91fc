import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { checkGuardRails } from '@one-click/backstage-plugin-one-click-workload';
import type {
  GuardRails,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';
import type { ApplyObserver } from '../apply/ApplyObserver';
import { DesiredChildren } from '../apply/DesiredChildren';
import type { LookResult } from '../engine/controller';
import type { EventRecorder } from '../engine/events';
import { keyOf } from '../engine/store';
import { toGuardRailRefusal } from '../guardrails/toGuardRailRefusal';
import { TakeOver, knownChildren } from '../takeover';
import type { TakeOverObserver } from '../takeover';
import { applyChildren } from './applyChildren';
import { ChildApplier } from './ChildApplier';
import { EventTeller } from './EventTeller';
import { findMistakes } from './findMistakes';
import { HealthReporter } from './HealthReporter';
import type { HealthReporterOptions } from './HealthReporter';
import { pruneChildren } from './pruneChildren';
import type { PruneOptions } from './pruneChildren';

/** Where the operator says what it does. */
export interface ReconcilerLog {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** What a reconciler works with. */
export interface RolloutReconcilerOptions extends HealthReporterOptions {
  readonly log: ReconcilerLog;
  readonly recorder: Pick<EventRecorder, 'record'>;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
  /** What rollouts may ask for; anything if absent. */
  readonly guardRails?: GuardRails | undefined;
  readonly takeOverObserver: TakeOverObserver;
  readonly applyObservers?: readonly ApplyObserver[] | undefined;
}

interface Result {
  readonly refusals: readonly Refusal[];
  /** Milliseconds until another attempt is worth it. */
  readonly retryAfterMs?: number | undefined;
  /** Whether anything was written. */
  readonly hasApplied?: boolean;
}

/** What was written comes back by the watches in no time; should that be no news, this is when to look. */
const ECHO_WAIT_MS = 500;

/** What is in the way of a take-over is mended by people. */
const REFUSED_WAIT_MS = 30_000;

/** Brings one rollout after the other to what it should be, and says how it fares. */
export class RolloutReconciler {
  readonly #options: RolloutReconcilerOptions;
  readonly #takeOver: TakeOver;
  readonly #desired = new DesiredChildren();
  readonly #applier: ChildApplier;
  readonly #health: HealthReporter;
  readonly #teller: EventTeller;

  constructor(options: RolloutReconcilerOptions) {
    const { client, cache, namespaces, recorder, takeOverObserver } = options;
    this.#options = options;
    this.#takeOver = new TakeOver({
      client,
      namespaces,
      known: knownChildren(cache),
      observer: takeOverObserver,
    });
    this.#applier = new ChildApplier(options);
    this.#health = new HealthReporter(options);
    this.#teller = new EventTeller(recorder);
  }

  /** Looks at a rollout, `namespace/name`; ends between two steps when the signal says so. */
  async reconcile(
    key: string,
    signal: AbortSignal,
  ): Promise<LookResult | undefined> {
    const [namespace = '', name = ''] = key.split('/');
    const { cache, clock } = this.#options;
    const rollout = cache.rollouts.get(namespace, name);
    if (!rollout || rollout.metadata.deletionTimestamp !== undefined) {
      // The children name it as their owner: the cluster collects them.
      this.#forget(key);
      return undefined;
    }
    const result = await this.#bring(rollout, signal);
    signal.throwIfAborted();
    if (result.hasApplied && result.refusals.length === 0) {
      // How it fares shows in what comes of it. In a storm of new rollouts their
      // children come first, and each has one status rather than several.
      return { lookAgainAfterMs: ECHO_WAIT_MS };
    }
    const lookAgainAt = await this.#report(rollout, result.refusals);
    const waits = [
      result.retryAfterMs,
      lookAgainAt === undefined ? undefined : lookAgainAt - clock.now(),
    ].flatMap(ms => ms ?? []);
    return waits.length > 0
      ? { lookAgainAfterMs: Math.max(0, Math.min(...waits)) }
      : undefined;
  }

  /** What may not be is refused as a whole; what runs is then left as it is. */
  async #bring(rollout: Rollout, signal: AbortSignal): Promise<Result> {
    const { guardRails } = this.#options;
    const problems = [
      ...findMistakes(rollout),
      ...(guardRails ? checkGuardRails(rollout, guardRails) : []),
    ];
    if (problems.length > 0) {
      return { refusals: [toGuardRailRefusal(rollout, problems)] };
    }
    this.#teller.tellIgnoredScale(rollout);
    const refusals = await this.#takeOver.adopt(rollout);
    return refusals.length > 0
      ? { refusals, retryAfterMs: REFUSED_WAIT_MS }
      : this.#apply(rollout, signal);
  }

  async #apply(rollout: Rollout, signal: AbortSignal): Promise<Result> {
    const context = this.#takeOver.contextOf(rollout);
    const children = this.#desired.of(rollout, context);
    const { applied, ...result } = await applyChildren(this.#applier, {
      rollout,
      children,
      signal,
    });
    applied.forEach(({ kind, name }) =>
      this.#log(rollout, `Applied ${kind} ${name}`),
    );
    signal.throwIfAborted();
    await this.#prune({ rollout, desired: children, signal });
    return { ...result, hasApplied: applied.length > 0 };
  }

  /** Gives when to look again even if nothing happens; epoch milliseconds. */
  async #report(
    rollout: Rollout,
    refusals: readonly Refusal[],
  ): Promise<number | undefined> {
    const report = await this.#health.report(rollout, refusals);
    if (report.isNews) {
      this.#tell(rollout, report.status);
    }
    return report.lookAgainAt;
  }

  async #prune(
    asked: Pick<PruneOptions, 'rollout' | 'desired' | 'signal'>,
  ): Promise<void> {
    const { client, cache } = this.#options;
    const { rollout } = asked;
    const spare = () => this.#takeOver.sparedBy(rollout);
    for (const { kind, name } of await pruneChildren({
      ...asked,
      client,
      cache,
      spare,
    })) {
      this.#applier.forget(kind, rollout.metadata.namespace, name);
      this.#log(rollout, `Deleted ${kind} ${name}`);
    }
  }

  #forget(key: string): void {
    const [namespace = ''] = key.split('/');
    for (const { kind, name } of this.#desired.known(key)) {
      this.#applier.forget(kind, namespace, name);
    }
    this.#takeOver.forget(key);
    this.#desired.forget(key);
    this.#health.forget(key);
    this.#teller.forget(key);
  }

  #tell(rollout: Rollout, status: RolloutStatus): void {
    this.#teller.tellState(rollout, status);
    if (rollout.status?.state !== status.state) {
      const key = keyOf(rollout.metadata.namespace, rollout.metadata.name);
      const cause = status.causes?.[0]?.id;
      this.#options.log.info(
        { rollout: key, ...(cause !== undefined && { cause }) },
        `${key} is ${status.state}`,
      );
    }
  }

  #log({ metadata }: Rollout, message: string): void {
    const { namespace, name } = metadata;
    this.#options.log.debug({ rollout: keyOf(namespace, name) }, message);
  }
}
