import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_ONE_CLICK_PROJECT } from '@one-click/backstage-plugin-one-click-common';
import type { OneClickResourcePermission } from '@one-click/backstage-plugin-one-click-common';
import {
  oneClickProjectResourceRef,
  oneClickRolloutResourceRef,
} from '@one-click/backstage-plugin-one-click-node';
import type { Policy } from './Policy';
import { matchesFilter, NO_PROJECT } from './ProjectFilter';
import type { ProjectFacts, ProjectFilter } from './ProjectFilter';

/** Turns conditions of policies into filters. Throws for rules that nobody registered. */
export interface ConditionReader {
  read(
    permission: OneClickResourcePermission,
    conditions: PermissionCriteria<PermissionCondition>,
  ): ProjectFilter;
}

/** Reads conditions by the rules in the registry: those of this plugin, and those that modules add. */
export function createConditionReader(
  registry: Pick<PermissionsRegistryService, 'getPermissionRuleset'>,
): ConditionReader {
  return {
    read({ resourceType }, conditions) {
      const ruleset =
        resourceType === RESOURCE_TYPE_ONE_CLICK_PROJECT
          ? registry.getPermissionRuleset(oneClickProjectResourceRef)
          : registry.getPermissionRuleset(oneClickRolloutResourceRef);
      return createConditionTransformer(ruleset)(conditions);
    },
  };
}

/** A policy by the decisions that were asked for. */
export class DecidedPolicy implements Policy {
  readonly #filters: ReadonlyMap<string, ProjectFilter | undefined>;

  static create(options: {
    readonly permissions: readonly OneClickResourcePermission[];
    /** One for each permission, in the same order. */
    readonly decisions: readonly PolicyDecision[];
    readonly reader: ConditionReader;
  }) {
    const { permissions, decisions, reader } = options;
    return new DecidedPolicy(
      new Map(
        permissions.map((permission, index) => [
          permission.name,
          toFilter(permission, decisions[index], reader),
        ]),
      ),
    );
  }

  private constructor(filters: ReadonlyMap<string, ProjectFilter | undefined>) {
    this.#filters = filters;
  }

  allows(
    permission: OneClickResourcePermission,
    project: ProjectFacts,
  ): boolean {
    const filter = this.filterFor(permission);
    return filter === undefined || matchesFilter(project, filter);
  }

  filterFor({ name }: OneClickResourcePermission): ProjectFilter | undefined {
    if (!this.#filters.has(name)) {
      // To guess either way would let through or refuse what nobody decided.
      throw new Error(`The policy was not asked for '${name}'`);
    }
    return this.#filters.get(name);
  }
}

function toFilter(
  permission: OneClickResourcePermission,
  decision: PolicyDecision | undefined,
  reader: ConditionReader,
): ProjectFilter | undefined {
  switch (decision?.result) {
    case AuthorizeResult.ALLOW:
      return undefined;
    case AuthorizeResult.CONDITIONAL:
      return reader.read(permission, decision.conditions);
    default:
      return NO_PROJECT;
  }
}
