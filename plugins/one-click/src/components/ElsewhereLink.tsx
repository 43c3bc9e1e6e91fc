import MuiLink from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useTexts } from '../translation';
import { ElsewhereIcon } from './icons';
import { VisuallyHidden } from './VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      minHeight: 24,
      alignItems: 'center',
      gap: theme.spacing(0.5),
      color: theme.palette.link,
      overflowWrap: 'anywhere',
    },
    icon: { fontSize: 14, flex: 'none' },
  }),
  { name: 'OneClickElsewhereLink' },
);

export interface ElsewhereLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link that leaves the portal, in a new tab, and says so. */
export function ElsewhereLink({ href, children }: ElsewhereLinkProps) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <MuiLink
      className={classes.root}
      href={href}
      rel="noopener noreferrer"
      target="_blank"
    >
      {children}
      <ElsewhereIcon aria-hidden className={classes.icon} />
      <VisuallyHidden>{t('common.opensInNewTab')}</VisuallyHidden>
    </MuiLink>
  );
}
