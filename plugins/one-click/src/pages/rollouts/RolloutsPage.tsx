import { ButtonLink } from '../../components/ButtonLink';
import { ClusterBanner } from '../../components/ClusterBanner';
import { EmptyState } from '../../components/EmptyState';
import { PageBody } from '../../components/PageBody';
import { PageHeading } from '../../components/PageHeading';
import { useLiveTopics } from '../../live/OneClickProvider';
import { topics } from '../../live/topics';
import { PagedRollouts } from '../../rollouts/PagedRollouts';
import { usePaths } from '../../routing';
import { useTexts } from '../../translation';

/** Every rollout that the viewer may see, worst first. */
export function RolloutsPage() {
  const t = useTexts();
  const paths = usePaths();
  useLiveTopics([topics.rollouts]);
  return (
    <PageBody>
      <PageHeading title={t('rollouts.title')} />
      <ClusterBanner />
      <PagedRollouts
        columns={{ project: true, owner: true }}
        empty={
          <EmptyState
            title={t('rollouts.empty.title')}
            text={t('rollouts.empty.text')}
          >
            <ButtonLink
              color="primary"
              to={paths.projects()}
              variant="contained"
            >
              {t('common.goToProjects')}
            </ButtonLink>
          </EmptyState>
        }
      />
    </PageBody>
  );
}
