import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useMediaQuery, useTheme } from '@material-ui/core';
import { makeStyles } from '@material-ui/core/styles';
import type { FormEvent, ReactNode } from 'react';
import { useId } from 'react';
import { useTexts } from '../translation';
import { mainKey } from './mainKey';

const useStyles = makeStyles(
  theme => ({
    form: { display: 'contents' },
    content: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
    },
    title: { '& h2': { ...theme.typography.h6, margin: 0 } },
    actions: { padding: theme.spacing(2, 3), gap: theme.spacing(1) },
  }),
  { name: 'OneClickFormDialog' },
);

export interface FormDialogProps {
  readonly title: string;
  /** The main button: a verb and a thing. */
  readonly submit: string;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog around a form: Ctrl+Enter or the main button sends it, Esc closes it. */
export function FormDialog(props: FormDialogProps) {
  const { title, submit, busy, onSubmit, onClose, children } = props;
  const classes = useStyles();
  const t = useTexts();
  const theme = useTheme();
  const fullScreen = useMediaQuery(theme.breakpoints.down('xs'));
  const titleId = useId();

  const onForm = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };

  return (
    <Dialog
      aria-labelledby={titleId}
      fullScreen={fullScreen}
      fullWidth
      maxWidth="sm"
      onClose={busy ? () => undefined : onClose}
      open
    >
      <form
        className={classes.form}
        noValidate
        {...mainKey(onSubmit)}
        onSubmit={onForm}
      >
        <DialogTitle className={classes.title} id={titleId}>
          {title}
        </DialogTitle>
        <DialogContent className={classes.content}>{children}</DialogContent>
        <DialogActions className={classes.actions} disableSpacing>
          <Button disabled={busy} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="primary"
            disabled={busy}
            type="submit"
            variant="contained"
          >
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
