import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      padding: theme.spacing(2, 0),
    },
  }),
  { name: 'OneClickNoMatch' },
);

export interface NoMatchProps {
  readonly onClear: () => void;
}

/** Filters that nothing passes; they stay visible, and one act lifts them. */
export function NoMatch({ onClear }: NoMatchProps) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <div className={classes.root} role="status">
      <Typography variant="body2">{t('states.noMatch')}</Typography>
      <Button size="small" variant="outlined" onClick={onClear}>
        {t('common.clearFilters')}
      </Button>
    </div>
  );
}
