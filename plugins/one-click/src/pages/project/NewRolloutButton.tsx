import Button from '@material-ui/core/Button';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { ButtonLink } from '../../components/ButtonLink';
import { DisabledReason } from '../../components/DisabledReason';
import { useNeededRole } from '../../components/useNeededRole';
import { usePaths } from '../../routing';
import { useTexts } from '../../translation';

/** Leads to the create flow; disabled, with the reason, for who may not edit. */
export function NewRolloutButton({ project }: { readonly project: Project }) {
  const t = useTexts();
  const paths = usePaths();
  const reason = useNeededRole({
    access: project.access,
    project: project.title,
    needed: 'editor',
  });
  if (reason === undefined) {
    return (
      <ButtonLink
        color="primary"
        to={paths.newRollout(project.name)}
        variant="contained"
      >
        {t('project.newRollout')}
      </ButtonLink>
    );
  }
  return (
    <DisabledReason reason={reason}>
      {disabled => (
        <Button color="primary" variant="contained" {...disabled}>
          {t('project.newRollout')}
        </Button>
      )}
    </DisabledReason>
  );
}
