import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { MONOSPACE } from '../../components/monospace';
import { FellBackIcon } from '../../components/icons';
import { useSpecEditor } from '../../draft/SpecEditor';
import { useTexts } from '../../translation';
import { restoreVariable } from './variableEdits';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    name: { fontFamily: MONOSPACE, fontSize: 13, textTransform: 'none' },
  }),
  { name: 'OneClickRemovedVariables' },
);

/** Variables that the draft takes away, each with its way back. */
export function RemovedVariables() {
  const classes = useStyles();
  const t = useTexts();
  const { spec, base, edit } = useSpecEditor();
  const names = new Set(spec.env?.map(({ name }) => name));
  const removed = (base?.env ?? []).filter(({ name }) => !names.has(name));
  if (removed.length === 0) {
    return null;
  }
  return (
    <div className={classes.root}>
      <Typography variant="body2">{t('change.environment.removed')}</Typography>
      {removed.map(variable => (
        <Button
          key={variable.name}
          aria-label={t('change.environment.putBack', { name: variable.name })}
          className={classes.name}
          endIcon={<FellBackIcon aria-hidden fontSize="small" />}
          onClick={() => edit(restoreVariable(variable))}
          size="small"
          variant="outlined"
        >
          {variable.name}
        </Button>
      ))}
    </div>
  );
}
