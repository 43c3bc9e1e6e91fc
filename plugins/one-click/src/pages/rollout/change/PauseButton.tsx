import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useSpecEditor } from '../../../draft/SpecEditor';
import { putField } from '../../../specForm/putField';
import { useTexts } from '../../../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      paddingTop: theme.spacing(2),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
  }),
  { name: 'OneClickPauseButton' },
);

/** Pauses or resumes in the draft, as any other change. */
export function PauseButton({ name }: { readonly name: string }) {
  const classes = useStyles();
  const t = useTexts();
  const { spec, edit } = useSpecEditor();
  const isPaused = spec.suspend === true;
  return (
    <div className={classes.root}>
      <Button
        onClick={() =>
          edit(old => putField(old, ['suspend'], isPaused ? undefined : true))
        }
        variant="outlined"
      >
        {t(isPaused ? 'change.scale.resume' : 'change.scale.pause', { name })}
      </Button>
      <Typography variant="body2">
        {t(isPaused ? 'change.scale.resumeText' : 'change.scale.pauseText')}
      </Typography>
    </div>
  );
}
