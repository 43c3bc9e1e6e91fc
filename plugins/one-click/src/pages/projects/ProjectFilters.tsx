import MenuItem from '@material-ui/core/MenuItem';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { FilterChip } from '../../components/FilterChip';
import { edgeOf } from '../../components/hashColor';
import { PlainSelect } from '../../components/PlainSelect';
import { SearchField } from '../../components/SearchField';
import type { Filters } from '../../components/useFilters';
import { useTexts } from '../../translation';
import { countRollouts, countTags } from './projectFilters';
import { isProjectSort, PROJECT_SORTS } from './projectSorts';

const MAX_TAGS = 5;

const useStyles = makeStyles(
  theme => ({
    row: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    end: { marginLeft: 'auto' },
    total: { color: theme.palette.textSubtle, marginLeft: 'auto' },
  }),
  { name: 'OneClickProjectFilters' },
);

export interface ProjectFiltersProps {
  readonly filters: Filters;
  readonly projects: readonly Project[];
}

/** Search, whose projects, tags and order; all kept in the address bar. */
export function ProjectFilters({ filters, projects }: ProjectFiltersProps) {
  const classes = useStyles();
  const t = useTexts();
  const mine = filters.get('mine') === '1';
  const asked = filters.get('sort');
  const sort = isProjectSort(asked) ? asked : 'attention';
  return (
    <>
      <div className={classes.row}>
        <SearchField
          label={t('projects.search')}
          onChange={q => filters.set('q', q)}
          value={filters.get('q')}
        />
        <div
          aria-label={t('projects.scope')}
          className={classes.row}
          role="group"
        >
          <FilterChip chosen={mine} onToggle={() => filters.set('mine', '1')}>
            {t('projects.mine')}
          </FilterChip>
          <FilterChip chosen={!mine} onToggle={() => filters.set('mine', '')}>
            {t('projects.all')}
          </FilterChip>
        </div>
        <PlainSelect
          className={classes.end}
          label={t('projects.sort')}
          onChange={order => filters.set('sort', order)}
          shown={t('projects.sortedBy', {
            order: t(`projects.sortBy.${sort}`),
          })}
          value={sort}
        >
          {Object.keys(PROJECT_SORTS)
            .filter(isProjectSort)
            .map(each => (
              <MenuItem key={each} value={each}>
                {t(`projects.sortBy.${each}`)}
              </MenuItem>
            ))}
        </PlainSelect>
      </div>
      <div className={classes.row}>
        <TagChips filters={filters} projects={projects} />
        <Typography className={classes.total} variant="body2">
          {t('projects.total', { count: projects.length })}
          {' · '}
          {t('projects.totalRollouts', { count: countRollouts(projects) })}
        </Typography>
      </div>
    </>
  );
}

function TagChips({ filters, projects }: ProjectFiltersProps) {
  const classes = useStyles();
  const t = useTexts();
  const theme = useTheme();
  const [showsAll, setShowsAll] = useState(false);
  const chosen = filters.all('tag');
  const tags = countTags(projects);
  if (tags.length === 0) {
    return null;
  }
  const shown = showsAll ? tags : tags.slice(0, MAX_TAGS);
  const rest = tags.length - shown.length;
  const toggle = (tag: string) =>
    filters.set(
      'tag',
      chosen.includes(tag)
        ? chosen.filter(other => other !== tag)
        : [...chosen, tag],
    );
  return (
    <div aria-label={t('projects.tags')} className={classes.row} role="group">
      {shown.map(([tag, count]) => (
        <FilterChip
          key={tag}
          chosen={chosen.includes(tag)}
          edge={edgeOf(tag, theme)}
          onToggle={() => toggle(tag)}
        >
          {tag}&nbsp;{count}
        </FilterChip>
      ))}
      {rest > 0 && (
        <FilterChip chosen={false} onToggle={() => setShowsAll(true)}>
          {t('projects.moreTags', { count: rest })}
        </FilterChip>
      )}
    </div>
  );
}
