import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(2),
      paddingTop: theme.spacing(1),
    },
  }),
  { name: 'OneClickShowMore' },
);

export interface ShowMoreProps {
  readonly shown: number;
  readonly total: number;
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
  };
}

/** How much of a long list is shown, and the way to more of it. */
export function ShowMore({ shown, total, query }: ShowMoreProps) {
  const classes = useStyles();
  const t = useTexts();
  if (!query.hasNextPage) {
    return null;
  }
  return (
    <div className={classes.root}>
      <Typography variant="body2">
        {t('common.shownOf', { shown, total })}
      </Typography>
      <Button
        disabled={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
        size="small"
        variant="outlined"
      >
        {t('common.showMore')}
      </Button>
    </div>
  );
}
