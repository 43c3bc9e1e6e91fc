import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type { ReactNode } from 'react';
import { useProjects } from '../api/queries';
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
    choice: { minWidth: 160 },
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
      <Choice
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
      </Choice>
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
    <Choice
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
    </Choice>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const classes = useStyles();
  return (
    <TextField
      className={classes.choice}
      SelectProps={{
        displayEmpty: true,
        SelectDisplayProps: { 'aria-label': label },
      }}
      onChange={event => onChange(event.target.value)}
      select
      size="small"
      value={value}
      variant="outlined"
    >
      {children}
    </TextField>
  );
}
