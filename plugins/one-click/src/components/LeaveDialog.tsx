import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { useTexts } from '../translation';
import { focusOnOpen } from './focusOnOpen';

export interface LeaveDialogProps {
  readonly title: string;
  readonly text: string;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks before what was typed is lost; staying is the easy answer. */
export function LeaveDialog(props: LeaveDialogProps) {
  const { title, text, onStay, onLeave } = props;
  const t = useTexts();
  const id = useId();
  return (
    <Dialog aria-labelledby={id} maxWidth="xs" onClose={onStay} open>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Typography variant="body2">{text}</Typography>
      </DialogContent>
      <DialogActions>
        <Button
          color="primary"
          onClick={onStay}
          ref={focusOnOpen}
          variant="contained"
        >
          {t('projects.create.stay')}
        </Button>
        <Button onClick={onLeave}>{t('projects.create.leave')}</Button>
      </DialogActions>
    </Dialog>
  );
}
