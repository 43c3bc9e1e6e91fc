import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { GoIcon, MoreIcon } from '../../components/icons';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
    },
    content: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      padding: theme.spacing(1, 0, 1, 2),
      borderLeft: `1px solid ${theme.palette.divider}`,
    },
    summary: { color: theme.palette.textSubtle },
  }),
  { name: 'OneClickFold' },
);

export interface FoldProps {
  readonly title: string;
  /** What is set inside, for when it is closed. */
  readonly summary: string;
  readonly children: ReactNode;
}

/** Settings that most people leave as they are. */
export function Fold({ title, summary, children }: FoldProps) {
  const classes = useStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const Icon = isOpen ? MoreIcon : GoIcon;
  return (
    <div>
      <div className={classes.head}>
        <Button
          aria-controls={id}
          aria-expanded={isOpen}
          onClick={() => setOpen(open => !open)}
          startIcon={<Icon aria-hidden />}
        >
          {title}
        </Button>
        <Typography className={classes.summary} variant="body2">
          {summary}
        </Typography>
      </div>
      <div className={isOpen ? classes.content : ''} id={id}>
        {isOpen && children}
      </div>
    </div>
  );
}
