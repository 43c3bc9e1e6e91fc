import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { useTexts } from '../translation';
import { ErrorIcon } from './icons';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(1),
      padding: theme.spacing(2),
      border: `1px solid ${theme.palette.divider}`,
      borderLeft: `2px solid ${theme.palette.status.error}`,
      borderRadius: theme.shape.borderRadius,
      background: theme.palette.background.paper,
    },
    icon: { color: theme.palette.status.error, flex: 'none' },
    body: { minWidth: 0, overflowWrap: 'anywhere' },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'OneClickErrorPanel' },
);

export interface ErrorPanelProps {
  /** What could not be loaded, as in `the revisions`. */
  readonly what: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Stands in place of the part that failed; the rest of the page lives on. */
export function ErrorPanel({ what, error, onRetry }: ErrorPanelProps) {
  const classes = useStyles();
  const t = useTexts();
  // Only what the server said is for people; a browser's words are not.
  const isAnswer =
    error instanceof OneClickError || error.name === 'ResponseError';
  const detail = isAnswer ? error.message : t('states.noAnswer');
  const copyDetails = () =>
    navigator.clipboard.writeText(
      `${t('states.failed', { what })}\n${error.name}: ${error.message}`,
    );
  return (
    <div className={classes.root} role="alert">
      <ErrorIcon aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <Typography variant="subtitle1">
          {t('states.failed', { what })}
        </Typography>
        <Typography variant="body2">{detail}</Typography>
        <div className={classes.actions}>
          <Button size="small" variant="outlined" onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
          <Button size="small" onClick={() => void copyDetails()}>
            {t('common.copyDetails')}
          </Button>
        </div>
      </div>
    </div>
  );
}
