import type {
  AccessDetail,
  Member,
  Page,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import type { PersonalAccess, ProjectAccess } from '../access';

/** Tells and decides who has which role in a project. */
export interface MemberService {
  /** The caller's own standing; they were identified for every permission of projects and rollouts. */
  describe(access: ProjectAccess): AccessDetail;
  /** The owner first, then grants by principal. */
  list(
    access: ProjectAccess,
    page: { readonly cursor?: string | undefined; readonly limit: number },
  ): Page<Member>;
  /**
   * Gives a role, or another than before. Throws ConflictError where nobody
   * would be left who can grant roles, UnacceptableError where a project has
   * more grants than are shown at a glance.
   */
  set(
    access: PersonalAccess,
    member: { readonly principal: string; readonly role: Role },
  ): Promise<Member>;
  /** Takes a granted role away; whether there was one. Throws ConflictError as `set` does. */
  remove(access: PersonalAccess, principal: string): Promise<boolean>;
}
