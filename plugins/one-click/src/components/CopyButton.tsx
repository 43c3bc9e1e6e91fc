import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { useTexts } from '../translation';
import { CopyIcon, DoneIcon } from './icons';

const COPIED_FOR_MS = 2000;

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(0.5),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
    },
    icon: { fontSize: 16 },
  }),
  { name: 'OneClickCopyButton' },
);

export interface CopyButtonProps {
  /** Copied exactly as it is. */
  readonly text: string;
  /** What it is, for the button's name: `image`, `namespace`. */
  readonly what: string;
}

/** Puts a text on the clipboard and says so for two seconds. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const classes = useStyles();
  const t = useTexts();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), COPIED_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const label = copied ? t('common.copied') : t('common.copy', { what });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        className={classes.root}
        onClick={() => void copy()}
      >
        {copied ? (
          <DoneIcon className={classes.icon} />
        ) : (
          <CopyIcon className={classes.icon} />
        )}
      </IconButton>
    </Tooltip>
  );
}
