import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { countChanges } from '../draft/Draft';
import { useDraftStore } from '../draft/useDraftStore';
import { useTexts } from '../translation';

const useStyles = makeStyles(
  theme => ({ root: { color: theme.palette.textSubtle, display: 'block' } }),
  { name: 'OneClickDraftNote' },
);

/** Says that the reader's own edits of a rollout wait in this tab. */
export function DraftNote({ rollout }: { readonly rollout: RolloutSummary }) {
  const classes = useStyles();
  const t = useTexts();
  const { project, name } = rollout;
  const { draft } = useDraftStore({ project, rollout: name });
  const count = draft ? countChanges(draft) : 0;
  if (count === 0) {
    return null;
  }
  return (
    <Typography className={classes.root} variant="caption">
      {t('rollouts.yourDraft', { count })}
    </Typography>
  );
}
