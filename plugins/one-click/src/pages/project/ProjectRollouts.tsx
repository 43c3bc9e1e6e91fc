import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { EmptyState } from '../../components/EmptyState';
import { useLiveTopics } from '../../live/OneClickProvider';
import { topics } from '../../live/topics';
import { PagedRollouts } from '../../rollouts/PagedRollouts';
import { useTexts } from '../../translation';
import { NewRolloutButton } from './NewRolloutButton';

/** The rollouts of a project. */
export function ProjectRollouts({ project }: { readonly project: Project }) {
  const t = useTexts();
  useLiveTopics([topics.project(project.name)]);
  return (
    <PagedRollouts
      empty={
        <EmptyState
          title={t('project.empty.title')}
          text={t('project.empty.text')}
        >
          <NewRolloutButton project={project} />
        </EmptyState>
      }
      project={project.name}
    />
  );
}
