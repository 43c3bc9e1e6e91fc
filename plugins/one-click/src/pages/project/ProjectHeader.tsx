import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Project } from '@one-click/backstage-plugin-one-click-common';
import { CopyButton } from '../../components/CopyButton';
import { EntityLink } from '../../components/EntityLink';
import { PageHeading } from '../../components/PageHeading';
import { useTexts } from '../../translation';
import { Tags } from '../projects/ProjectCard';
import { NewRolloutButton } from './NewRolloutButton';

const useStyles = makeStyles(
  theme => ({
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'OneClickProjectHeader' },
);

/** The name of a project, whose it is and where it is. */
export function ProjectHeader({ project }: { readonly project: Project }) {
  const classes = useStyles();
  const t = useTexts();
  const { title, tags, owner, cluster, namespace, description } = project;
  return (
    <div>
      <PageHeading
        actions={<NewRolloutButton project={project} />}
        title={title}
      >
        <Tags tags={tags} />
      </PageHeading>
      <Typography className={classes.facts} component="div" variant="body2">
        <EntityLink entityRef={owner} />
        <span>· {t('project.cluster', { cluster })}</span>
        <span>· {t('project.namespace', { namespace })}</span>
        <CopyButton text={namespace} what={t('project.namespaceName')} />
      </Typography>
      {description && (
        <Typography style={{ maxWidth: '75ch' }} variant="body2">
          {description}
        </Typography>
      )}
    </div>
  );
}
