import { roleAtLeast } from '@one-click/backstage-plugin-one-click-common';
import type {
  Access,
  Role,
} from '@one-click/backstage-plugin-one-click-common';
import { useTexts } from '../translation';
import { useEntityNames } from './useEntityNames';

/** What is asked about: the reader's access, and the project's name. */
export interface RoleQuestion {
  readonly access: Access;
  readonly project: string;
  readonly needed: Role;
}

/** Why the reader may not do something that needs a role, and who can grant it; absent for who may. */
export function useNeededRole(
  question: RoleQuestion | undefined,
): string | undefined {
  const t = useTexts();
  const nameOf = useEntityNames(question?.access.grantedBy ?? []);
  if (!question || roleAtLeast(question.access.role, question.needed)) {
    return undefined;
  }
  const role = t(`roles.${question.needed}`);
  const { project, access } = question;
  if (access.grantedBy.length === 0) {
    return t('states.needsRoleNobody', { role, project });
  }
  const who = new Intl.ListFormat(undefined, { type: 'disjunction' }).format(
    access.grantedBy.map(nameOf),
  );
  return t('states.needsRole', { role, project, who });
}
