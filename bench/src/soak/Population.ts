import type {
  Rollout,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeObject } from '@one-click/backstage-plugin-one-click-kube';
import { nameFleet } from '../world';
import type { RolloutRef, World } from '../world';
import type { Random } from './Random';
import { randomSpec } from './randomSpec';

/** One random thing that people do to a cluster. */
type Act = 'apply' | 'remove' | 'deleteChild' | 'editChild' | 'annotateChild';

/** Most of what happens is that somebody saves. */
const ACTS: readonly Act[] = [
  'apply',
  'apply',
  'apply',
  'apply',
  'apply',
  'apply',
  'remove',
  'deleteChild',
  'editChild',
  'annotateChild',
];

/** The rollouts of a soak: what people did to them, and what is wanted of them now. */
export class Population {
  readonly refs: readonly RolloutRef[];
  /** What is wanted, by `namespace/name`; without an entry, nothing. */
  readonly wanted = new Map<string, RolloutSpecInput>();
  /** How often each act was done. */
  readonly acts = new Map<string, number>();
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World, random: Random, size: number) {
    this.#world = world;
    this.#random = random;
    this.refs = nameFleet('soak', size);
  }

  /** Makes all of them. */
  async begin(): Promise<void> {
    await this.#world.makeNamespaces(this.refs);
    for (const ref of this.refs) {
      await this.#apply(ref);
    }
  }

  /** Does one random thing to one of them. */
  async act(): Promise<void> {
    const ref = this.#random.oneOf(this.refs);
    const act = this.#random.oneOf(ACTS);
    this.acts.set(act, (this.acts.get(act) ?? 0) + 1);
    if (act === 'apply') {
      await this.#apply(ref);
    } else if (act === 'remove') {
      await this.#remove(ref);
    } else {
      await this.#meddle(ref, act);
    }
  }

  async #apply(ref: RolloutRef): Promise<void> {
    const spec = randomSpec(this.#random);
    this.wanted.set(keyOf(ref), spec);
    await this.#world.admin.apply<Rollout>(
      resources.rollouts,
      { metadata: { ...ref }, ...{ spec } },
      { fieldManager: 'one-click', force: true },
    );
  }

  async #remove(ref: RolloutRef): Promise<void> {
    this.wanted.delete(keyOf(ref));
    if (await this.#world.admin.find(resources.rollouts, ref)) {
      await this.#world.admin.delete(resources.rollouts, ref);
    }
  }

  /** What people do with kubectl to a Deployment that is not theirs. */
  async #meddle(
    ref: RolloutRef,
    act: Exclude<Act, 'apply' | 'remove'>,
  ): Promise<void> {
    const { admin } = this.#world;
    const found = await admin.find(resources.deployments, ref);
    if (!found) {
      return;
    }
    if (act === 'deleteChild') {
      await ignoreAbsence(admin.delete(resources.deployments, ref));
      return;
    }
    const body =
      act === 'editChild'
        ? { spec: { revisionHistoryLimit: 7, minReadySeconds: 3 } }
        : { metadata: { annotations: { 'example.com/note': 'mine' } } };
    await ignoreAbsence(
      admin.patch<KubeObject>(resources.deployments, ref, {
        fieldManager: 'somebody',
        patch: { type: 'merge', body },
      }),
    );
  }
}

/** Names a rollout in maps and messages. */
export function keyOf({ namespace, name }: RolloutRef): string {
  return `${namespace}/${name}`;
}

/** It may be gone by the time we get there. */
async function ignoreAbsence(work: Promise<unknown>): Promise<void> {
  await work.catch((error: { name?: string }) => {
    if (error.name !== 'KubeNotFoundError') {
      throw error;
    }
  });
}
