import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';
import { MiddleEllipsis } from '../components/MiddleEllipsis';
import { MONOSPACE } from '../components/monospace';
import { useTexts } from '../translation';
import { imageText, shortImageText } from './imageText';

const useStyles = makeStyles(
  theme => ({
    root: {
      fontFamily: MONOSPACE,
      fontSize: 13,
    },
    note: { color: theme.palette.textSubtle, display: 'block' },
  }),
  { name: 'OneClickRolloutImage' },
);

/** Which image runs, and what is to be noted about it. */
export function RolloutImage({
  rollout,
}: {
  readonly rollout: RolloutSummary;
}) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <>
      <span className={classes.root} title={imageText(rollout.image)}>
        <MiddleEllipsis text={shortImageText(rollout.image)} />
      </span>
      {rollout.notes.map(note => (
        <Typography key={note} className={classes.note} variant="caption">
          {t(`rollouts.note.${note}`)}
        </Typography>
      ))}
    </>
  );
}
