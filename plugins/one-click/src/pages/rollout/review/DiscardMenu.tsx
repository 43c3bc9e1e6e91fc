import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import type { Section } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useState } from 'react';
import { MoreIcon } from '../../../components/icons';
import { touchedSections } from '../../../draft/touchedSections';
import { useDraft } from '../../../draft/useDraft';
import { useTexts } from '../../../translation';
import type { SectionId } from '../shell/sections';

const UNDO_MS = 10_000;

/** Lets edits go: of this section or all. For ten seconds they can be had back. */
export function DiscardMenu({ current }: { readonly current: SectionId }) {
  const t = useTexts();
  const toasts = useApi(toastApiRef);
  const draft = useDraft();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const sections = touchedSections(draft.changes, draft.texts);
  const section = toSection(current);

  const discard = (only?: Section) => {
    setAnchor(undefined);
    const bringBack = draft.discard(only);
    const toast = toasts.post({
      title: t('review.bar.discarded'),
      description: (
        <Button
          onClick={() => {
            bringBack();
            toast.close();
          }}
          size="small"
        >
          {t('review.bar.undo')}
        </Button>
      ),
      status: 'neutral',
      timeout: UNDO_MS,
    });
  };
  return (
    <>
      <Button
        aria-haspopup="menu"
        endIcon={<MoreIcon aria-hidden />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('review.bar.discard')}
      </Button>
      {anchor && (
        <Menu anchorEl={anchor} onClose={() => setAnchor(undefined)} open>
          {section && sections.includes(section) && sections.length > 1 && (
            <MenuItem onClick={() => discard(section)}>
              {t('review.bar.discardSection')}
            </MenuItem>
          )}
          <MenuItem onClick={() => discard()}>
            {t('review.bar.discardAll')}
          </MenuItem>
        </Menu>
      )}
    </>
  );
}

function toSection(current: SectionId): Section | undefined {
  return current === 'overview' || current === 'revisions'
    ? undefined
    : current;
}
