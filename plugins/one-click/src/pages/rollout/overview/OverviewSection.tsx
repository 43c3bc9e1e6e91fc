import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useTexts } from '../../../translation';
import { PageHeading } from '../../../components/PageHeading';
import { InstancesPanel } from './InstancesPanel';
import { LatestPanel } from './LatestPanel';
import { SetUpPanel } from './SetUpPanel';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))',
      alignItems: 'start',
      gap: theme.spacing(2),
    },
  }),
  { name: 'OneClickOverviewSection' },
);

/** Is it fine, since when, what changed, where do I change it. */
export function OverviewSection({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <>
      <PageHeading section title={t('rollout.sections.overview')} />
      <div className={classes.grid}>
        <InstancesPanel rollout={rollout} />
        <SetUpPanel rollout={rollout} />
        <LatestPanel rollout={rollout} />
      </div>
    </>
  );
}
