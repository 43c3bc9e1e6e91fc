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

/** What can be done with a revision. History is append-only, so nothing deletes. */
export function RevisionMenu({ rollout, revision }: RevisionMenuProps) {
  const t = useTexts();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const close = () => setAnchor(undefined);
  const { number } = revision;
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
        <Menu anchorEl={anchor} onClose={close} open>
          {items({ rollout, revision, close }).map(Item => Item)}
        </Menu>
      )}
    </>
  );
}

interface ItemProps extends RevisionMenuProps {
  readonly close: () => void;
}

function items(props: ItemProps) {
  return [
    <OpenItem key="open" {...props} />,
    <CompareItem key="compare" {...props} />,
    <RollBackItem key="back" {...props} />,
    <CopyLinkItem key="copy" {...props} />,
  ];
}

function OpenItem({ rollout, revision }: ItemProps) {
  const t = useTexts();
  const paths = usePaths();
  const navigate = useNavigate();
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <MenuItem
      onClick={() =>
        navigate(paths.rollout(ref, `revisions/${revision.number}`))
      }
    >
      {t('revisions.openOne')}
    </MenuItem>
  );
}

function CompareItem({ rollout, revision }: ItemProps) {
  const t = useTexts();
  const paths = usePaths();
  const navigate = useNavigate();
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <MenuItem
      onClick={() =>
        navigate(
          paths.rollout(
            ref,
            `revisions/compare?left=${revision.number}&right=running`,
          ),
        )
      }
    >
      {t('revisions.compareRunning')}
    </MenuItem>
  );
}

function RollBackItem({ rollout, revision, close }: ItemProps) {
  const t = useTexts();
  const review = useReview();
  const reason = useNeededRole({
    access: rollout.access,
    project: rollout.projectTitle,
    needed: 'editor',
  });
  const isNewest = revision.number === rollout.revision.number;
  if (isNewest) {
    return null;
  }
  return (
    <MenuItem
      aria-disabled={reason !== undefined}
      onClick={() => {
        if (reason === undefined) {
          close();
          review.rollBackTo(revision.number);
        }
      }}
    >
      <span>
        {t('revisions.rollBack')}
        {reason !== undefined && <small> {reason}</small>}
      </span>
    </MenuItem>
  );
}

function CopyLinkItem({ rollout, revision, close }: ItemProps) {
  const t = useTexts();
  const paths = usePaths();
  const ref = { project: rollout.project, rollout: rollout.name };
  const copy = async () => {
    const path = paths.rollout(ref, `revisions/${revision.number}`);
    await navigator.clipboard.writeText(
      new URL(path, window.location.href).toString(),
    );
    close();
  };
  return (
    <MenuItem onClick={() => void copy()}>{t('revisions.copyLink')}</MenuItem>
  );
}
