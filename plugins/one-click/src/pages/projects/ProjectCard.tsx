import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { ROLLOUT_STATES } from '@one-click/backstage-plugin-one-click-common';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { Age } from '../../components/Age';
import { edgeOf } from '../../components/hashColor';
import { Initials } from '../../components/Initials';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { Who } from '../../components/Who';
import { StateGlyph } from '../../health/StateChip';
import { usePaths } from '../../routing';
import { useTexts } from '../../translation';

const useStyles = makeStyles(
  theme => ({
    card: {
      position: 'relative',
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      height: '100%',
      boxSizing: 'border-box',
      padding: theme.spacing(2),
      minWidth: 0,
      '&:focus-within, &:hover': { borderColor: theme.palette.primary.main },
    },
    head: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      minWidth: 0,
    },
    name: {
      minWidth: 0,
      overflowWrap: 'anywhere',
      // The whole card is the link's target, and only one link.
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    },
    description: {
      display: '-webkit-box',
      WebkitLineClamp: 2,
      WebkitBoxOrient: 'vertical',
      overflow: 'hidden',
      minHeight: '2.86em',
      overflowWrap: 'anywhere',
    },
    counts: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) },
    count: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
    },
    tags: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
    tag: {
      padding: theme.spacing(0, 1),
      border: `1px solid ${theme.palette.divider}`,
      borderLeftWidth: 3,
      borderRadius: theme.shape.borderRadius,
    },
    subtle: { color: theme.palette.textSubtle },
    // The card's link covers everything; the times stay above it for their tooltip.
    above: { position: 'relative', zIndex: 1, width: 'fit-content' },
  }),
  { name: 'OneClickProjectCard' },
);

/** A project at a glance; the whole card is one link. */
export function ProjectCard({ project }: { readonly project: Project }) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const { name, title, description, owner, cluster, lastChange } = project;
  return (
    <Paper className={classes.card} component="article" variant="outlined">
      <div className={classes.head}>
        <Initials name={title} />
        <Typography component="h3" noWrap={false} variant="subtitle1">
          <Link className={classes.name} to={paths.project(name)}>
            {title}
          </Link>
        </Typography>
      </div>
      <Typography className={classes.description} variant="body2">
        {description || '–'}
      </Typography>
      <Counts project={project} />
      <Typography variant="body2">
        <Who by={owner} /> · {cluster}
      </Typography>
      <Tags tags={project.tags} />
      <Typography
        className={`${classes.subtle} ${classes.above}`}
        variant="caption"
      >
        {t('projects.card.changed')} <Age at={lastChange.at} />{' '}
        {t('projects.card.by')} <Who by={lastChange.by} />
      </Typography>
    </Paper>
  );
}

function Counts({ project }: { readonly project: Project }) {
  const classes = useStyles();
  const t = useTexts();
  const states = ROLLOUT_STATES.filter(state => project.counts[state]);
  if (states.length === 0) {
    return (
      <Typography variant="body2">{t('projects.card.noRollouts')}</Typography>
    );
  }
  return (
    <Typography className={classes.counts} component="div" variant="body2">
      {states.map(state => (
        <span
          key={state}
          className={classes.count}
          title={t(`health.state.${state}`)}
        >
          <StateGlyph state={state} />
          {project.counts[state]}
          <VisuallyHidden>{t(`health.state.${state}`)}</VisuallyHidden>
        </span>
      ))}
    </Typography>
  );
}

/** The tags of a project as small outlined labels. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  const classes = useStyles();
  const theme = useTheme();
  if (tags.length === 0) {
    return null;
  }
  return (
    <div className={classes.tags}>
      {tags.map(tag => (
        <Typography
          key={tag}
          className={classes.tag}
          component="span"
          style={{ borderLeftColor: edgeOf(tag, theme) }}
          variant="caption"
        >
          {tag}
        </Typography>
      ))}
    </div>
  );
}
