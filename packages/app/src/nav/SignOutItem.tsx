import { SidebarItem } from '@backstage/core-components';
import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import ExitToAppIcon from '@material-ui/icons/ExitToApp';

/** One click back to the sign-in page, to look through another user's eyes. */
export const SignOutItem = () => {
  const identity = useApi(identityApiRef);
  const errors = useApi(errorApiRef);

  return (
    <SidebarItem
      icon={ExitToAppIcon}
      text="Sign out"
      onClick={() => identity.signOut().catch(error => errors.post(error))}
    />
  );
};
