import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useState } from 'react';
import { useRevisions } from '../../../api/queries';
import { PageHeading } from '../../../components/PageHeading';
import { QueryStates } from '../../../components/QueryStates';
import { ShowMore } from '../../../components/ShowMore';
import { useNavigate, usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { RevisionRow } from './RevisionRow';
import { toggleChosen } from './toggleChosen';

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: 0,
      padding: 0,
      listStyle: 'none',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      background: theme.palette.background.paper,
      '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
  }),
  { name: 'OneClickRevisionList' },
);

/** Every revision, newest first. */
export function RevisionList({ rollout }: { readonly rollout: RolloutDetail }) {
  const classes = useStyles();
  const t = useTexts();
  const ref = { project: rollout.project, rollout: rollout.name };
  const query = useRevisions(ref);
  const items = query.data?.pages.flatMap(page => page.items);
  const [chosen, setChosen] = useState<readonly number[]>([]);

  return (
    <>
      <PageHeading
        section
        actions={<CompareButton chosen={chosen} rollout={rollout} />}
        title={t('revisions.title')}
      />
      <QueryStates
        query={{ ...query, data: items }}
        skeleton={<Skeleton height={240} variant="rect" />}
        what={t('revisions.what')}
      >
        {revisions => (
          <>
            <ul aria-label={t('revisions.title')} className={classes.list}>
              {revisions.map(revision => (
                <li key={revision.number}>
                  <RevisionRow
                    chosen={chosen.includes(revision.number)}
                    onChoose={() =>
                      setChosen(old => toggleChosen(old, revision.number))
                    }
                    revision={revision}
                    rollout={rollout}
                  />
                </li>
              ))}
            </ul>
            {revisions.length === 1 && (
              <Typography variant="body2">{t('revisions.onlyOne')}</Typography>
            )}
            <ShowMore
              query={query}
              shown={revisions.length}
              total={query.data?.pages[0]?.totalItems ?? revisions.length}
            />
          </>
        )}
      </QueryStates>
    </>
  );
}

interface CompareButtonProps {
  readonly rollout: RolloutDetail;
  readonly chosen: readonly number[];
}

/** Appears once two revisions are chosen. */
function CompareButton({ rollout, chosen }: CompareButtonProps) {
  const t = useTexts();
  const paths = usePaths();
  const navigate = useNavigate();
  const [left, right] = [...chosen].sort((a, b) => a - b);
  if (left === undefined || right === undefined) {
    return (
      <Typography variant="caption">{t('revisions.chooseTwo')}</Typography>
    );
  }
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <Button
      onClick={() =>
        navigate(
          paths.rollout(ref, `revisions/compare?left=${left}&right=${right}`),
        )
      }
      variant="outlined"
    >
      {t('revisions.compareChosen', { count: chosen.length })}
    </Button>
  );
}
