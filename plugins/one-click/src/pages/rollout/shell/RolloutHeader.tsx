import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { CopyButton } from '../../../components/CopyButton';
import { EntityLink } from '../../../components/EntityLink';
import { MONOSPACE } from '../../../components/monospace';
import { PageHeading } from '../../../components/PageHeading';
import { useTexts } from '../../../translation';
import { Hosts } from '../../../rollouts/Hosts';
import { imageText } from '../../../rollouts/imageText';
import { HealthLine } from './HealthLine';
import { Notes } from './Notes';
import { ProblemBlock } from './ProblemBlock';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
      minWidth: 0,
      overflowWrap: 'anywhere',
    },
    image: { fontFamily: MONOSPACE, fontSize: 13, minWidth: 0 },
  }),
  { name: 'OneClickRolloutHeader' },
);

const MAX_HOSTS = 2;

/** Name, state, what users get, why, and what to do next. */
export function RolloutHeader({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  const classes = useStyles();
  const t = useTexts();
  const { title, hosts, entityRefs, cluster, namespace } = rollout;
  const image = imageText(rollout.image);
  return (
    <header className={classes.root}>
      <PageHeading title={title}>
        <Typography className={classes.facts} component="div" variant="body2">
          {hosts.length > 0 && <Hosts max={MAX_HOSTS} rollout={rollout} />}
          {entityRefs.map(entityRef => (
            <EntityLink key={entityRef} entityRef={entityRef} withKind />
          ))}
        </Typography>
      </PageHeading>
      <HealthLine rollout={rollout} />
      <ProblemBlock rollout={rollout} />
      <Typography className={classes.facts} component="div" variant="body2">
        <span className={classes.image}>{image}</span>
        <CopyButton text={image} what={t('rollout.imageName')} />
        <span>· {t('rollout.place', { cluster, namespace })}</span>
        <Notes notes={rollout.notes} />
      </Typography>
    </header>
  );
}
