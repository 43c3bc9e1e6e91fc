import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import type {
  Revision,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { MenuIcon } from '../../../components/icons';
import { useNeededRole } from '../../../components/useNeededRole';
import { useNavigate, usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { useReview } from '../review/ReviewContext';

export interface RevisionMenuProps {
  readonly rollout: RolloutDetail;
  readonly revision: Revision;
}

interface Act {
  readonly label: string;
  /** Why it cannot be done; absent where it can. */
  readonly reason?: string | undefined;
  readonly run: () => unknown;
}

/** What can be done with a revision. History is append-only, so nothing deletes. */
export function RevisionMenu({ rollout, revision }: RevisionMenuProps) {
  const t = useTexts();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const acts = useActs({ rollout, revision });
  const { number } = revision;
  const run = (act: Act) => {
    if (act.reason === undefined) {
      setAnchor(undefined);
      act.run();
    }
  };
  return (
    <>
      <IconButton
        aria-haspopup="menu"
        aria-label={t('revisions.menu', { number })}
        onClick={event => setAnchor(event.currentTarget)}
        size="small"
      >
        <MenuIcon fontSize="small" />
      </IconButton>
      {anchor && (
        <Menu anchorEl={anchor} onClose={() => setAnchor(undefined)} open>
          {acts.map(act => (
            <MenuItem
              key={act.label}
              aria-disabled={act.reason !== undefined}
              onClick={() => run(act)}
            >
              <span>
                {act.label}
                {act.reason !== undefined && <small> {act.reason}</small>}
              </span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}

function useActs({ rollout, revision }: RevisionMenuProps): readonly Act[] {
  const t = useTexts();
  const paths = usePaths();
  const navigate = useNavigate();
  const review = useReview();
  const reason = useNeededRole({
    access: rollout.access,
    project: rollout.projectTitle,
    needed: 'editor',
  });
  const { number } = revision;
  const ref = { project: rollout.project, rollout: rollout.name };
  const own = paths.rollout(ref, `revisions/${number}`);
  const compare = `revisions/compare?left=${number}&right=running`;
  const rollBack = {
    label: t('revisions.rollBack'),
    reason,
    run: () => review.rollBackTo(number),
  };
  return [
    { label: t('revisions.openOne'), run: () => navigate(own) },
    {
      label: t('revisions.compareRunning'),
      run: () => navigate(paths.rollout(ref, compare)),
    },
    ...(number === rollout.revision.number ? [] : [rollBack]),
    {
      label: t('revisions.copyLink'),
      run: () =>
        navigator.clipboard.writeText(
          new URL(own, window.location.href).toString(),
        ),
    },
  ];
}
