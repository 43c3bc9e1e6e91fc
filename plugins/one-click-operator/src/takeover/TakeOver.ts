import type { V1Deployment } from '@kubernetes/client-node';
import { deploymentName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeError,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { careOf } from '@one-click/backstage-plugin-one-click-workload';
import type {
  ChildKind,
  Refusal,
} from '@one-click/backstage-plugin-one-click-workload';
import { toRefusal } from '../rollouts/refusal';
import { ORIGINAL_KINDS, findOwned } from './findOwned';
import type { OwnedChild } from './findOwned';
import type { TakeOverContext } from './buildWanted';
import { formerJobNames } from './formerJobs';
import { isTemplateFrozen, referencesOf } from './frozenTemplate';
import type { ChildRef, KnownChildren } from './knownChildren';
import { hasOriginalStatus } from './originals';
import { planAdoption, planRelease, planThaw } from './planTakeOver';
import type { Finding } from './planTakeOver';
import { TakeOverWriter } from './TakeOverWriter';

/** Told of each write of a take-over, for counters. */
export interface TakeOverObserver {
  onTakenOver(kind: ChildKind): void;
}

/** What a take-over works with. */
export interface TakeOverOptions {
  readonly client: KubeClient;
  readonly known: KnownChildren;
  /** Namespaces to look at; all of them if empty. */
  readonly namespaces: readonly string[];
  readonly observer: TakeOverObserver;
}

/** Accounts and claims are let go of so many at a time. */
const RELEASES_AT_ONCE = 8;

/**
 * Takes over, in place, what the Go operator made of rollouts.
 *
 * Every write is complete in itself and leads to the next, so that it can end at
 * any of them and be gone on with by another process. Nothing is read or written
 * for a rollout that is taken over.
 */
export class TakeOver {
  readonly #client: KubeClient;
  readonly #known: KnownChildren;
  readonly #namespaces: readonly string[];
  readonly #writer: TakeOverWriter;
  /** By uid of their rollout; looked up once a process. */
  #owned: Promise<Map<string, OwnedChild[]>> | undefined;
  /** Uids of rollouts whose status told of the Go operator; it is ours by the time of another attempt. */
  readonly #told = new Set<string>();
  /** Uids of the rollouts that need no more of it, by key. */
  readonly #done = new Map<string, string>();

  constructor(options: TakeOverOptions) {
    this.#client = options.client;
    this.#known = options.known;
    this.#namespaces = options.namespaces;
    this.#writer = new TakeOverWriter({
      client: options.client,
      onWritten: (kind, stored) => {
        options.known.put(kind, stored);
        options.observer.onTakenOver(kind);
      },
    });
  }

  /**
   * Does what is to do before a rollout's children are looked at, which is
   * nothing most of the time. Gives what the cluster did not take; then the
   * children are to be left alone. Rejects for reasons of the moment.
   */
  async adopt(rollout: Rollout): Promise<readonly Refusal[]> {
    const { uid = '' } = rollout.metadata;
    await this.#thaw(rollout);
    if (this.#done.get(keyOf(rollout)) === uid) {
      return [];
    }
    const finding = this.#findingOf(rollout);
    const owned = await this.#findAndRelease();
    const refusals: Refusal[] = [];
    for (const ref of this.#refsOf(finding, owned.get(uid) ?? [])) {
      try {
        await this.#take(ref, finding);
      } catch (error) {
        const { kind, name } = ref;
        refusals.push(toRefusal(error, { kind, name }));
      }
    }
    if (refusals.length > 0) {
      return refusals;
    }
    owned.delete(uid);
    this.#told.delete(uid);
    this.#done.set(keyOf(rollout), uid);
    return [];
  }

  /** What the children depend on, for as long as something of the Go operator's is kept. */
  contextOf(rollout: Rollout): TakeOverContext {
    return {
      formerJobs: formerJobNames(this.#known, rollout),
      isFrozen: this.#isFrozen(rollout),
    };
  }

  /** Secrets and ConfigMaps, as `<kind> <name>`, that a frozen template refers to and that must stay. */
  async sparedBy(rollout: Rollout): Promise<ReadonlySet<string>> {
    const live = this.#isFrozen(rollout)
      ? await this.#deploymentOf(rollout)
      : undefined;
    return live && isTemplateFrozen(rollout, live)
      ? referencesOf(live)
      : new Set();
  }

  /** Forgets a rollout that is gone. */
  forget(rolloutKey: string): void {
    this.#done.delete(rolloutKey);
  }

  #findingOf(rollout: Rollout): Finding {
    const { uid = '' } = rollout.metadata;
    if (hasOriginalStatus(rollout)) {
      this.#told.add(uid);
    }
    return { rollout, wroteLast: this.#told.has(uid) };
  }

  #isFrozen(rollout: Rollout): boolean {
    const adopted = this.#known.adoptedGeneration(rollout);
    return adopted === String(rollout.metadata.generation);
  }

  async #thaw(rollout: Rollout): Promise<void> {
    const isFrozen = this.#isFrozen(rollout);
    if (isFrozen || this.#known.adoptedGeneration(rollout) === undefined) {
      return;
    }
    const { namespace, name } = rollout.metadata;
    const ref: ChildRef = {
      kind: 'Deployment',
      namespace,
      name: deploymentName(name),
    };
    await this.#writer.write(ref, ({ object }) =>
      isTemplateFrozen(rollout, object) ? undefined : planThaw(object),
    );
  }

  #findAndRelease(): Promise<Map<string, OwnedChild[]>> {
    this.#owned ??= this.#findOwned().catch(error => {
      this.#owned = undefined;
      throw error;
    });
    return this.#owned;
  }

  async #findOwned(): Promise<Map<string, OwnedChild[]>> {
    const found = await findOwned({
      client: this.#client,
      namespaces: this.#namespaces,
    });
    // First of all, of every rollout: until then whoever deletes one takes them along.
    const held = found.filter(({ kind }) => careOf(kind) !== 'owned');
    for (let start = 0; start < held.length; start += RELEASES_AT_ONCE) {
      const some = held.slice(start, start + RELEASES_AT_ONCE);
      await Promise.all(some.map(each => this.#release(each)));
    }
    return byOwner(found);
  }

  async #release(child: OwnedChild): Promise<void> {
    const { namespace, owner } = child;
    const rollout = this.#known.rollout(namespace, owner.name, owner.uid);
    if (!rollout) {
      return;
    }
    try {
      await this.#take(child, this.#findingOf(rollout));
    } catch (error) {
      // What is held against one child is its own rollout's affair, which tries again.
      if (!(error instanceof KubeError) || error.retriable) {
        throw error;
      }
    }
  }

  #refsOf(finding: Finding, owned: readonly ChildRef[]): ChildRef[] {
    const which = finding.wroteLast ? 'all' : 'originals';
    const labelled = this.#known.childrenOf(finding.rollout, which);
    const refs = new Map(
      [...labelled, ...owned].map(ref => [`${ref.kind} ${ref.name}`, ref]),
    );
    return ORIGINAL_KINDS.flatMap(kind =>
      [...refs.values()].filter(ref => ref.kind === kind),
    );
  }

  async #take(ref: ChildRef, finding: Finding): Promise<void> {
    const plan = careOf(ref.kind) === 'owned' ? planAdoption : planRelease;
    await this.#writer.write(ref, found => plan(found, finding));
  }

  #deploymentOf({ metadata }: Rollout): Promise<V1Deployment | undefined> {
    const { namespace, name } = metadata;
    return this.#client.find(resources.deployments, {
      namespace,
      name: deploymentName(name),
    });
  }
}

function byOwner(children: readonly OwnedChild[]): Map<string, OwnedChild[]> {
  const sorted = new Map<string, OwnedChild[]>();
  for (const child of children) {
    const siblings = sorted.get(child.owner.uid) ?? [];
    sorted.set(child.owner.uid, [...siblings, child]);
  }
  return sorted;
}

function keyOf({ metadata }: Rollout): string {
  return `${metadata.namespace}/${metadata.name}`;
}
