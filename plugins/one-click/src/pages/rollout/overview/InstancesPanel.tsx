import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { CopyButton } from '../../../components/CopyButton';
import { MiddleEllipsis } from '../../../components/MiddleEllipsis';
import { MONOSPACE } from '../../../components/monospace';
import { Panel } from '../../../components/Panel';
import { useTexts } from '../../../translation';

const MAX_ROWS = 8;

const useStyles = makeStyles(
  {
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: {
      display: 'flex',
      alignItems: 'center',
      minHeight: 32,
      minWidth: 0,
      fontFamily: MONOSPACE,
      fontSize: 13,
    },
  },
  { name: 'OneClickInstancesPanel' },
);

/** The instances that run, by name. */
export function InstancesPanel({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  const classes = useStyles();
  const t = useTexts();
  const { health, podNames } = rollout;
  const { ready, wanted, seenAt } = health;
  const rest = podNames.length - MAX_ROWS;
  return (
    <Panel
      title={t('rollout.overview.instances')}
      beside={seenAt && t('rollout.overview.ready', { ready, wanted })}
    >
      {podNames.length === 0 && (
        <Typography variant="body2">
          {t(
            seenAt
              ? 'rollout.overview.noInstances'
              : 'rollout.overview.notSeen',
          )}
        </Typography>
      )}
      <ul className={classes.list}>
        {podNames.slice(0, MAX_ROWS).map(name => (
          <li key={name} className={classes.row}>
            <MiddleEllipsis text={name} />
            <CopyButton text={name} what={t('rollout.overview.podName')} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Typography variant="body2">
          {t('rollout.overview.moreInstances', { count: rest })}
        </Typography>
      )}
    </Panel>
  );
}
