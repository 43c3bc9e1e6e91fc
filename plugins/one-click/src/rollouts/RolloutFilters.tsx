import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import { useProjects } from '../api/queries';
import { PlainSelect } from '../components/PlainSelect';
import { SearchField } from '../components/SearchField';
import type { Filters } from '../components/useFilters';
import { useTexts } from '../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'OneClickRolloutFilters' },
);

export interface RolloutFiltersProps {
  readonly filters: Filters;
  /** Offers to choose a project, where rollouts of several are shown. */
  readonly withProjects?: boolean | undefined;
}

/** Filters over rollouts: text, state and project, kept in the address bar. */
export function RolloutFilters(props: RolloutFiltersProps) {
  const { filters, withProjects } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <div className={classes.root}>
      <SearchField
        label={t('rollouts.filters.search')}
        onChange={q => filters.set('q', q)}
        value={filters.get('q')}
      />
      <PlainSelect
        label={t('rollouts.filters.state')}
        onChange={state => filters.set('health', state)}
        value={filters.get('health')}
      >
        <MenuItem value="">{t('rollouts.filters.anyState')}</MenuItem>
        {ROLLOUT_STATES.map(state => (
          <MenuItem key={state} value={state}>
            {t(`health.state.${state}`)}
          </MenuItem>
        ))}
      </PlainSelect>
      {withProjects && <ProjectChoice filters={filters} />}
    </div>
  );
}

function ProjectChoice({ filters }: { readonly filters: Filters }) {
  const t = useTexts();
  const { data } = useProjects({});
  const projects = data?.pages.flatMap(page => page.items) ?? [];
  const chosen = filters.get('project');
  const isListed = projects.some(({ name }) => name === chosen);
  return (
    <PlainSelect
      label={t('rollouts.filters.project')}
      onChange={project => filters.set('project', project)}
      value={chosen}
    >
      <MenuItem value="">{t('rollouts.filters.anyProject')}</MenuItem>
      {chosen && !isListed && <MenuItem value={chosen}>{chosen}</MenuItem>}
      {projects.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          {title}
        </MenuItem>
      ))}
    </PlainSelect>
  );
}
