import Button from '@material-ui/core/Button';
import Popover from '@material-ui/core/Popover';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutNote } from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { useTexts } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    chip: {
      minWidth: 0,
      minHeight: 24,
      padding: theme.spacing(0, 1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 12,
      color: theme.palette.text.primary,
      textTransform: 'none',
      ...theme.typography.caption,
    },
    text: { padding: theme.spacing(2), maxWidth: 360 },
  }),
  { name: 'OneClickNotes' },
);

/** Facts beside the state, each a button that opens its explanation. */
export function Notes({ notes }: { readonly notes: readonly RolloutNote[] }) {
  return (
    <>
      {notes.map(note => (
        <Note key={note} note={note} />
      ))}
    </>
  );
}

function Note({ note }: { readonly note: RolloutNote }) {
  const classes = useStyles();
  const t = useTexts();
  const [anchor, setAnchor] = useState<HTMLElement>();
  return (
    <>
      <Button
        aria-expanded={anchor !== undefined}
        className={classes.chip}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t(`rollouts.note.${note}`)}
      </Button>
      {anchor && (
        <Popover
          anchorEl={anchor}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          onClose={() => setAnchor(undefined)}
          open
        >
          <Typography className={classes.text} variant="body2">
            {t(`rollout.noteText.${note}`)}
          </Typography>
        </Popover>
      )}
    </>
  );
}
