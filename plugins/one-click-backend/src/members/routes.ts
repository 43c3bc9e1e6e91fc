import type { AccessService } from '../access';
import type { Routes } from '../api/createRoutes';
import { changesProject, readsProject } from '../api/Route';
import { PROJECT_ACTS } from './describeAccess';
import type { MemberService } from './MemberService';

/** Operations of who may do what in a project. */
export type MemberOperation =
  | 'getAccess'
  | 'listMembers'
  | 'setMember'
  | 'removeMember';

/** Routes of who may do what in a project. */
export function createMembersRoutes(services: {
  readonly access: Pick<AccessService, 'identify'>;
  readonly members: MemberService;
}): Pick<Routes, MemberOperation> {
  const { access, members } = services;
  return {
    getAccess: readsProject('viewer', async ({ credentials }, entered) => {
      const caller = await access.identify(credentials, PROJECT_ACTS);
      return members.describe({ ...entered, caller });
    }),
    listMembers: readsProject('viewer', async ({ query }, entered) =>
      members.list(entered, query),
    ),
    setMember: changesProject(
      { role: 'admin', event: 'member-set' },
      ({ params, body: { role } }, entered) =>
        members.set(entered, { principal: principalOf(params), role }),
    ),
    removeMember: changesProject(
      { role: 'admin', event: 'member-remove' },
      async ({ params }, entered) => ({
        removed: await members.remove(entered, principalOf(params)),
      }),
    ),
  };
}

function principalOf(params: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${params.kind}:${params.namespace}/${params.name}`;
}
