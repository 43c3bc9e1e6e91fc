import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { FormDialog } from '../../components/FormDialog';
import { MONOSPACE } from '../../components/monospace';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import type { PastedText } from './parseVariables';
import { comparePasted, mergePasted } from './variableEdits';

const useStyles = makeStyles(
  {
    list: {
      margin: 0,
      padding: 0,
      maxHeight: 320,
      overflow: 'auto',
      listStyle: 'none',
      fontFamily: MONOSPACE,
      fontSize: 13,
      overflowWrap: 'anywhere',
    },
  },
  { name: 'OneClickPasteDialog' },
);

export interface PasteDialogProps {
  readonly pasted: PastedText;
  readonly onClose: () => void;
}

/** What a pasted text holds, before it becomes part of the draft. */
export function PasteDialog({ pasted, onClose }: PasteDialogProps) {
  const classes = useStyles();
  const t = useTexts();
  const { spec, edit } = useSpecEditor();
  const { variables, failedLines } = pasted;
  const counts = comparePasted(spec.env ?? [], variables);
  const take = () => {
    edit(mergePasted(variables));
    onClose();
  };
  return (
    <FormDialog
      busy={false}
      onClose={onClose}
      onSubmit={take}
      submit={t('change.environment.pasteAdd')}
      title={t('change.environment.pasteTitle', { count: variables.length })}
    >
      <Typography variant="body2">
        {t('change.environment.pasteCounts', { ...counts })}
      </Typography>
      {failedLines.length > 0 && (
        <Typography role="alert" variant="body2">
          {t('change.environment.pasteFailed', {
            count: failedLines.length,
            lines: failedLines.join(', '),
          })}
        </Typography>
      )}
      <ul className={classes.list}>
        {variables.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </FormDialog>
  );
}
