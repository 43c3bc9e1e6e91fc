import type { Cluster } from '@one-click/backstage-plugin-one-click-common';
import { useClusters } from '../api/queries';
import { topics } from '../live/topics';
import { useLiveTopics } from '../live/OneClickProvider';
import { tellClock } from '../time/formatTime';
import { useNow } from '../time/useNow';
import { useTimeTexts } from '../time/useTimeTexts';
import { useTexts } from '../translation';
import { Banner } from './Banner';

export interface ClusterBannerProps {
  /** Names of the clusters whose things are shown; all where absent. */
  readonly clusters?: readonly string[] | undefined;
}

/** Says, once a cluster, that it or its operator does not answer. */
export function ClusterBanner({ clusters }: ClusterBannerProps) {
  useLiveTopics([topics.clusters]);
  const { data = [] } = useClusters();
  const shown = data.filter(
    ({ name }) => clusters === undefined || clusters.includes(name),
  );
  return (
    <>
      {shown.map(cluster => (
        <OneCluster key={cluster.name} cluster={cluster} />
      ))}
    </>
  );
}

function OneCluster({ cluster }: { readonly cluster: Cluster }) {
  const t = useTexts();
  const times = useTimeTexts();
  const now = useNow();
  if (cluster.state === 'away') {
    const since = Date.parse(cluster.since);
    return (
      <Banner kind="warning">
        {t('states.clusterAway', {
          cluster: cluster.title,
          span: times.duration(now - since),
          clock: tellClock(since),
        })}
      </Banner>
    );
  }
  if (cluster.operator === 'away') {
    return (
      <Banner kind="warning">
        {t('states.operatorAway', { cluster: cluster.title })}
      </Banner>
    );
  }
  return null;
}
