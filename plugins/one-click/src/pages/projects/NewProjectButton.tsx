import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { useMe } from '../../api/queries';
import { DisabledReason } from '../../components/DisabledReason';
import { useTexts } from '../../translation';
import { NewProjectDialog } from './NewProjectDialog';

/** Opens the dialog that makes a project; disabled, with the reason, for who may not. */
export function NewProjectButton() {
  const t = useTexts();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const forbidden = me.data?.canCreateProjects === false;
  return (
    <>
      <DisabledReason
        reason={forbidden ? t('projects.empty.notAllowed') : undefined}
      >
        {disabled => (
          <Button
            color="primary"
            variant="contained"
            {...disabled}
            onClick={() => !forbidden && setOpen(true)}
          >
            {t('projects.create.open')}
          </Button>
        )}
      </DisabledReason>
      {open && <NewProjectDialog onClose={() => setOpen(false)} />}
    </>
  );
}
