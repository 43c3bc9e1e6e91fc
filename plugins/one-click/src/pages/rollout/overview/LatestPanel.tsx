import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useRevisions } from '../../../api/queries';
import { Age } from '../../../components/Age';
import { Panel } from '../../../components/Panel';
import { QueryStates } from '../../../components/QueryStates';
import { Who } from '../../../components/Who';
import { changesText } from '../../../diff/changeText';
import { usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { OutcomeText } from '../revisions/OutcomeText';

const MAX_ROWS = 3;

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: { padding: theme.spacing(0.75, 0), overflowWrap: 'anywhere' },
    facts: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) },
  }),
  { name: 'OneClickLatestPanel' },
);

/** The latest revisions in a line each. */
export function LatestPanel({ rollout }: { readonly rollout: RolloutDetail }) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const ref = { project: rollout.project, rollout: rollout.name };
  const query = useRevisions(ref);
  const items = query.data?.pages.flatMap(page => page.items);
  return (
    <Panel
      title={t('rollout.overview.latest')}
      beside={
        <Link to={paths.rollout(ref, 'revisions')}>
          {t('rollout.overview.allRevisions')}
        </Link>
      }
    >
      <QueryStates
        query={{ ...query, data: items }}
        skeleton={<Skeleton height={96} variant="rect" />}
        what={t('revisions.what')}
      >
        {revisions => (
          <ul className={classes.list}>
            {revisions.slice(0, MAX_ROWS).map(revision => (
              <Typography
                key={revision.number}
                className={classes.row}
                component="li"
                variant="body2"
              >
                <span className={classes.facts}>
                  <Link to={paths.rollout(ref, `revisions/${revision.number}`)}>
                    {revision.number}
                  </Link>
                  <span>
                    <Who by={revision.createdBy} />
                  </span>
                  <span>{changesText(revision, t)}</span>
                </span>
                <span className={classes.facts}>
                  <OutcomeText revision={revision} />
                  <Age at={revision.createdAt} />
                </span>
              </Typography>
            ))}
          </ul>
        )}
      </QueryStates>
    </Panel>
  );
}
