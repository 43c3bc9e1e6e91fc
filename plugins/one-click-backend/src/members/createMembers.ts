import type { Feature, FeatureContext } from '../feature';
import { DefaultMemberService } from './DefaultMemberService';
import { createMembersRoutes } from './routes';
import type { MemberOperation } from './routes';

/** Who may do what in a project, and giving roles. */
export function createMembers(
  context: Pick<FeatureContext, 'access' | 'announcer' | 'state' | 'world'>,
): Feature<MemberOperation> {
  const { access, announcer, state, world } = context;
  const { rules } = access;
  const { now } = world;
  const members = DefaultMemberService.create({
    state,
    rules,
    now,
    rolesChanged: projectId => announcer.rolesChanged(projectId),
  });
  return { routes: createMembersRoutes({ access, members }) };
}
