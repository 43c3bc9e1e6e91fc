import type {
  HostCheck,
  HostHolder,
} from '@one-click/backstage-plugin-one-click-common';
import { rolloutRoleIn } from '../access';
import type { ProjectAccess, RoleRules } from '../access';
import { explainFailure } from '../kube/explainFailure';
import type { ProjectRecord } from '../projects/ProjectRecord';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { Stores } from '../storage/StateKeeper';
import type { Address } from './Address';
import type { HeldAddress, IngressIndex } from './IngressIndex';

export interface HostLookupOptions {
  readonly stores: Stores;
  readonly ingresses: Pick<IngressIndex, 'find'>;
  readonly rules: RoleRules;
}

/** An address that a rollout of a project wants. */
export interface HostQuestion {
  readonly access: ProjectAccess;
  readonly address: Address;
  /** What this one holds is free for it; absent where it is for nobody in particular. */
  readonly rollout: string | undefined;
}

/** Tells whether an address is free in a project's cluster, and who holds it to those who may see that. */
export class HostLookup {
  readonly #options: HostLookupOptions;

  constructor(options: HostLookupOptions) {
    this.#options = options;
  }

  async look(question: HostQuestion): Promise<HostCheck> {
    const holder =
      (await this.#findClaimant(question)) ??
      (await this.#findIngress(question));
    if (holder === undefined) {
      return { state: 'free', sentence: 'free' };
    }
    return typeof holder === 'string'
      ? { state: 'unknown', sentence: holder }
      : { state: 'taken', holder, sentence: describe(holder) };
  }

  async #findClaimant({
    access,
    address,
    rollout,
  }: HostQuestion): Promise<HostHolder | undefined> {
    const { stores } = this.#options;
    const { cluster, id } = access.project;
    const claim = await stores.hostClaims.find({ ...address, cluster });
    const found = claim && (await stores.rollouts.findById(claim.rolloutId));
    if (!found || (found.projectId === id && found.name === rollout)) {
      return undefined;
    }
    const [project] = await stores.projects.findByIds([found.projectId]);
    return project ? this.#name(access, project, found) : { kind: 'hidden' };
  }

  /** Who else asks for it in the cluster; a sentence where nobody can tell. */
  async #findIngress(
    question: HostQuestion,
  ): Promise<HostHolder | string | undefined> {
    const { access, address, rollout } = question;
    const { cluster, namespace } = access.project;
    try {
      const held = await this.#options.ingresses.find(cluster, address);
      if (!held) {
        return `Cluster '${cluster}' is away, so only what the portal knows is checked`;
      }
      const other = held.find(
        each =>
          each.namespace !== namespace ||
          each.rollout === undefined ||
          each.rollout !== rollout,
      );
      return other && (await this.#nameIngress(access, other));
    } catch (error) {
      return `Other Ingresses of cluster '${cluster}' are not checked. ${explainFailure(
        error,
      )}`;
    }
  }

  async #nameIngress(
    access: ProjectAccess,
    held: HeldAddress,
  ): Promise<HostHolder> {
    const { stores } = this.#options;
    const { namespace } = held;
    const { cluster } = access.project;
    const project = await stores.projects.findByNamespace(cluster, namespace);
    if (!project) {
      return { kind: 'ingress', namespace };
    }
    const rollout =
      held.rollout === undefined
        ? undefined
        : await stores.rollouts.find(project.id, held.rollout);
    if (rollout) {
      return this.#name(access, project, rollout);
    }
    return this.#isVisible(access, project)
      ? { kind: 'ingress', namespace }
      : { kind: 'hidden' };
  }

  #name(
    access: ProjectAccess,
    project: ProjectRecord,
    rollout: RolloutRecord,
  ): HostHolder {
    return this.#isVisible(access, project)
      ? {
          kind: 'rollout',
          project: project.name,
          projectTitle: project.title,
          rollout: rollout.name,
          binned: rollout.binnedAt !== undefined,
        }
      : { kind: 'hidden' };
  }

  #isVisible({ caller }: ProjectAccess, project: ProjectRecord): boolean {
    return rolloutRoleIn(project, caller, this.#options.rules) !== undefined;
  }
}

function describe(holder: HostHolder): string {
  switch (holder.kind) {
    case 'rollout':
      return `Used by rollout ${holder.rollout} in ${holder.projectTitle}${
        holder.binned ? ', which is in the bin' : ''
      }.`;
    case 'ingress':
      return `Used by an Ingress we do not manage (namespace ${holder.namespace}).`;
    case 'hidden':
      return 'Already taken in this cluster.';
  }
}
