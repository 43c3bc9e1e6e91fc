import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import Typography from '@material-ui/core/Typography';
import { useMediaQuery, useTheme } from '@material-ui/core';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { focusOnOpen } from '../../../components/focusOnOpen';
import { mainKey } from '../../../components/mainKey';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(2, 3, 1),
    },
    title: { margin: 0, overflowWrap: 'anywhere' },
    base: { color: theme.palette.textSubtle },
    content: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
    actions: {
      padding: theme.spacing(2, 3),
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
  }),
  { name: 'OneClickReviewFrame' },
);

export interface ReviewFrameProps {
  readonly title: string;
  /** Stands beside the title. */
  readonly base?: string | undefined;
  readonly cancel: string;
  /** The main button; without it there is nothing to do but close. */
  readonly submit?: string | undefined;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSubmit: () => void;
  /** More buttons, between the two. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** The dialog in which a decision is taken; it opens on its title, and Ctrl+Enter is its main button. */
export function ReviewFrame(props: ReviewFrameProps) {
  const { title, base, cancel, submit, busy, onCancel, onSubmit } = props;
  const classes = useStyles();
  const theme = useTheme();
  const fullScreen = useMediaQuery(theme.breakpoints.down('sm'));
  const id = useId();

  return (
    <Dialog
      aria-labelledby={id}
      fullScreen={fullScreen}
      fullWidth
      maxWidth="md"
      onClose={busy ? () => undefined : onCancel}
      {...mainKey(() => !busy && submit !== undefined && onSubmit())}
      open
    >
      <div className={classes.head}>
        <Typography
          className={classes.title}
          component="h2"
          id={id}
          ref={focusOnOpen}
          tabIndex={-1}
          variant="h6"
        >
          {title}
        </Typography>
        {base && (
          <Typography className={classes.base} variant="caption">
            {base}
          </Typography>
        )}
      </div>
      <DialogContent className={classes.content}>
        {props.children}
      </DialogContent>
      <DialogActions className={classes.actions} disableSpacing>
        <Button disabled={busy} onClick={onCancel}>
          {cancel}
        </Button>
        {props.acts}
        {submit !== undefined && (
          <Button
            color="primary"
            disabled={busy}
            onClick={onSubmit}
            variant="contained"
          >
            {submit}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
