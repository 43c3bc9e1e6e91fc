import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { roleAtLeast } from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { ButtonLink } from '../components/ButtonLink';
import { useProjects } from '../api/queries';
import { DisabledReason } from '../components/DisabledReason';
import { MoreIcon } from '../components/icons';
import { usePaths } from '../routing';
import { useTexts } from '../translation';

export interface NewEntityRolloutProps {
  readonly entityRef: string;
}

/** Leads to the create flow with the entity filled in; asks for the project where there are several. */
export function NewEntityRollout({ entityRef }: NewEntityRolloutProps) {
  const t = useTexts();
  const paths = usePaths();
  const { data } = useProjects({});
  const projects = (data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(({ access }) => roleAtLeast(access.role, 'editor'));
  const [only, ...others] = projects;
  if (!data) {
    return null;
  }
  if (!only) {
    return (
      <DisabledReason reason={t('entity.empty.noProject')}>
        {disabled => (
          <Button color="primary" variant="contained" {...disabled}>
            {t('entity.newRollout')}
          </Button>
        )}
      </DisabledReason>
    );
  }
  if (others.length === 0) {
    return (
      <ButtonLink
        color="primary"
        to={paths.newRollout(only.name, { entityRef })}
        variant="contained"
      >
        {t('entity.newRollout')}
      </ButtonLink>
    );
  }
  return <ProjectMenu entityRef={entityRef} projects={projects} />;
}

interface ProjectMenuProps extends NewEntityRolloutProps {
  readonly projects: readonly Project[];
}

function ProjectMenu({ projects, entityRef }: ProjectMenuProps) {
  const t = useTexts();
  const paths = usePaths();
  const [anchor, setAnchor] = useState<HTMLElement>();
  return (
    <>
      <Button
        aria-haspopup="menu"
        color="primary"
        endIcon={<MoreIcon aria-hidden />}
        onClick={event => setAnchor(event.currentTarget)}
        variant="contained"
      >
        {t('entity.newRollout')}
      </Button>
      {anchor && (
        <Menu
          anchorEl={anchor}
          MenuListProps={{ 'aria-label': t('entity.chooseProject') }}
          onClose={() => setAnchor(undefined)}
          open
        >
          {projects.map(({ name, title }) => (
            <MenuItem
              key={name}
              component={Link}
              to={paths.newRollout(name, { entityRef })}
            >
              {title}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
