import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { SignOutItem } from './SignOutItem';
import { Wordmark } from './Wordmark';

const PageItem = ({ href, icon, title }: NavContentNavItem) => (
  <SidebarItem to={href} icon={() => icon} text={title} />
);

/** Search on top, then the pages of all plugins, then what is about the reader. */
export const PortalSidebar = ({ navItems }: NavContentComponentProps) => {
  const pages = navItems.withComponent(PageItem);

  // Both are drawn by their own plugins' items.
  navItems.take('page:search');
  navItems.take('page:notifications');

  return (
    <Sidebar>
      <Wordmark />
      <SidebarGroup label="Search" icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {pages.take('page:one-click')}
        {pages.take('page:catalog')}
        {pages.take('page:scaffolder')}
        <SidebarDivider />
        <SidebarScrollWrapper>
          {pages.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {pages.take('page:user-settings')}
        <SignOutItem />
      </SidebarGroup>
    </Sidebar>
  );
};
