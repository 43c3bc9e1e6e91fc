import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  AccessDetail,
  Member,
  Page,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import { grantersOf, roleIn } from '../access';
import type { PersonalAccess, ProjectAccess, RoleRules } from '../access';
import { UnacceptableError } from '../errors';
import type { Grant, ProjectRecord } from '../projects/ProjectRecord';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper, Stores } from '../storage/StateKeeper';
import { describeAccess } from './describeAccess';
import type { MemberService } from './MemberService';

/** Every answer about a project carries who can grant roles in it, so that there must not be thousands. */
export const MAX_GRANTS = 200;

export interface DefaultMemberServiceOptions {
  readonly state: StateKeeper;
  readonly rules: RoleRules;
  readonly now: () => number;
  /** Is told, after it holds, that somebody's role in a project changed. */
  readonly rolesChanged: (projectId: string) => void;
}

/** Keeps grants with their projects. */
export class DefaultMemberService implements MemberService {
  readonly #options: DefaultMemberServiceOptions;

  static create(options: DefaultMemberServiceOptions) {
    return new DefaultMemberService(options);
  }

  private constructor(options: DefaultMemberServiceOptions) {
    this.#options = options;
  }

  describe(access: ProjectAccess): AccessDetail {
    return describeAccess(access, this.#options.rules);
  }

  list(
    { project }: ProjectAccess,
    page: { readonly cursor?: string | undefined; readonly limit: number },
  ): Page<Member> {
    const after = decodeCursor(page.cursor, z.string()) ?? '';
    const members = this.#membersOf(project);
    const rest = members.filter(member => keyOf(member) > after);
    const items = rest.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items,
      totalItems: members.length,
      pageInfo:
        last && rest.length > items.length
          ? { nextCursor: encodeCursor(keyOf(last)) }
          : {},
    };
  }

  async set(
    access: PersonalAccess,
    { principal, role }: { readonly principal: string; readonly role: Role },
  ): Promise<Member> {
    const { caller } = access;
    const grant: Grant = {
      principal,
      role,
      createdAt: this.#instant(),
      createdBy: caller.ref,
    };
    await this.#change(access, async (stores, project) => {
      const others = without(project, principal);
      if (others.length >= MAX_GRANTS) {
        throw new UnacceptableError([
          {
            path: 'principal',
            message: `would be one of more than ${MAX_GRANTS}: grant the role to a group instead`,
          },
        ]);
      }
      this.#requireAdmin(project, [...others, grant]);
      await stores.projects.grant(project.id, grant);
      await this.#tell(stores, access, { act: 'member-set', principal, role });
    });
    this.#options.rolesChanged(access.project.id);
    return toMember(grant);
  }

  async remove(access: PersonalAccess, principal: string): Promise<boolean> {
    const removed = await this.#change(access, async (stores, project) => {
      this.#requireAdmin(project, without(project, principal));
      const hadRole = await stores.projects.revoke(project.id, principal);
      if (hadRole) {
        await this.#tell(stores, access, { act: 'member-remove', principal });
      }
      return hadRole;
    });
    if (removed) {
      this.#options.rolesChanged(access.project.id);
    }
    return removed;
  }

  /** Runs with the project held, as a person who is an admin still: two admins may be taking roles from each other. */
  async #change<T>(
    { project, caller }: PersonalAccess,
    work: (stores: Stores, held: ProjectRecord) => Promise<T>,
  ): Promise<T> {
    const { state, rules } = this.#options;
    return state.transact(async stores => {
      const held = await stores.projects.lock(project.id);
      const role = held && roleIn(held, caller, rules);
      if (!held || !role) {
        throw new NotFoundError(`No project '${project.name}'`);
      }
      if (role !== 'admin') {
        throw new NotAllowedError(
          `You are no admin of project '${project.name}' any more`,
        );
      }
      return work(stores, held);
    });
  }

  #requireAdmin(project: ProjectRecord, grants: readonly Grant[]): void {
    const { rules } = this.#options;
    const hadSome = grantersOf(project, rules).length > 0;
    if (hadSome && grantersOf({ ...project, grants }, rules).length === 0) {
      throw new ConflictError(
        `Project '${project.name}' needs at least one admin: make somebody else an admin first`,
      );
    }
  }

  async #tell(
    { activity }: Stores,
    { project, caller }: PersonalAccess,
    {
      act,
      ...details
    }: {
      readonly act: 'member-set' | 'member-remove';
      readonly principal: string;
      readonly role?: Role;
    },
  ): Promise<void> {
    await activity.append({
      projectId: project.id,
      rolloutId: undefined,
      at: this.#instant(),
      actor: caller.ref,
      act,
      revision: undefined,
      details,
    });
  }

  #membersOf({ owner, grants }: ProjectRecord): Member[] {
    const { ownerRole } = this.#options.rules;
    const owned: Member = {
      principal: owner,
      role: ownerRole,
      because: 'owner',
    };
    return [owned, ...grants.map(toMember)].sort((a, b) =>
      keyOf(a) < keyOf(b) ? -1 : 1,
    );
  }

  #instant(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

/** Sorts the owner before those with grants. */
function keyOf({ because, principal }: Member): string {
  return `${because === 'owner' ? 0 : 1} ${principal}`;
}

function without(project: ProjectRecord, principal: string): readonly Grant[] {
  return project.grants.filter(grant => grant.principal !== principal);
}

function toMember(grant: Grant): Member {
  return {
    principal: grant.principal,
    role: grant.role,
    because: 'grant',
    grantedAt: grant.createdAt,
    grantedBy: grant.createdBy,
  };
}
