import Button from '@material-ui/core/Button';
import { useProjects } from '../../api/queries';
import { EmptyState } from '../../components/EmptyState';
import type { Filters } from '../../components/useFilters';
import { useTexts } from '../../translation';
import { NewProjectButton } from './NewProjectButton';

/** No project at all, or none that belongs to the reader. */
export function NoProjects({ filters }: { readonly filters: Filters }) {
  const t = useTexts();
  const all = useProjects({ limit: 1 });
  const count = all.data?.pages[0]?.totalItems ?? 0;
  if (filters.get('mine') === '1' && count > 0) {
    return (
      <EmptyState
        title={t('projects.title')}
        text={t('projects.empty.noneMine', { count })}
      >
        <Button variant="outlined" onClick={() => filters.set('mine', '')}>
          {t('projects.empty.showAll')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('projects.empty.title')}
      text={t('projects.empty.text')}
    >
      <NewProjectButton />
    </EmptyState>
  );
}
