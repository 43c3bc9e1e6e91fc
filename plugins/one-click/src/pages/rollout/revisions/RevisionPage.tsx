import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';
import type {
  RevisionDetail,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { stringify } from 'yaml';
import { ButtonLink } from '../../../components/ButtonLink';
import { useRevision } from '../../../api/queries';
import { AbsentPage } from '../../../components/AbsentPage';
import { Age } from '../../../components/Age';
import { CopyButton } from '../../../components/CopyButton';
import { DisabledReason } from '../../../components/DisabledReason';
import { focusable } from '../../../components/focusable';
import { MONOSPACE } from '../../../components/monospace';
import { PageHeading } from '../../../components/PageHeading';
import { Panel } from '../../../components/Panel';
import { QueryStates } from '../../../components/QueryStates';
import { useNeededRole } from '../../../components/useNeededRole';
import { Who } from '../../../components/Who';
import { FieldDiff } from '../../../diff/FieldDiff';
import { useHealthTexts } from '../../../health/useHealthTexts';
import { useParams, usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { useReview } from '../review/ReviewContext';
import { OutcomeText } from './OutcomeText';
import { viaText } from './RevisionRow';

const useStyles = makeStyles(
  theme => ({
    facts: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) },
    yaml: {
      fontFamily: MONOSPACE,
      fontSize: 13,
      margin: 0,
      maxHeight: 480,
      overflow: 'auto',
    },
  }),
  { name: 'OneClickRevisionPage' },
);

/** One revision: what became of it, what it changed, and all of its settings. */
export function RevisionPage({ rollout }: { readonly rollout: RolloutDetail }) {
  const t = useTexts();
  const paths = usePaths();
  const number = Number(useParams().number);
  const ref = { project: rollout.project, rollout: rollout.name };
  const isNumber = Number.isInteger(number) && number > 0;
  const query = useRevision(ref, isNumber ? number : undefined);
  if (!isNumber) {
    return <AbsentPage />;
  }
  return (
    <BreadcrumbEntry
      entry={{
        label: String(number),
        href: paths.rollout(ref, `revisions/${number}`),
      }}
    >
      <QueryStates
        query={query}
        skeleton={<Skeleton height={320} variant="rect" />}
        what={t('revisions.whatOne', { number })}
      >
        {revision => <OneRevision revision={revision} rollout={rollout} />}
      </QueryStates>
    </BreadcrumbEntry>
  );
}

interface OneRevisionProps {
  readonly rollout: RolloutDetail;
  readonly revision: RevisionDetail;
}

function OneRevision({ rollout, revision }: OneRevisionProps) {
  const classes = useStyles();
  const t = useTexts();
  const texts = useHealthTexts();
  const { number, changes, note, problem } = revision;
  const yaml = stringify(revision.spec);
  return (
    <>
      <PageHeading
        section
        actions={<Acts revision={revision} rollout={rollout} />}
        title={t('revisions.number', { number })}
      />
      <Typography className={classes.facts} component="div" variant="body2">
        <OutcomeText revision={revision} />
        <span>
          · <Who by={revision.createdBy} /> · {viaText(revision, t)}
        </span>
        <span>
          · <Age at={revision.createdAt} />
        </span>
      </Typography>
      {problem && (
        <Typography variant="body2">{texts.cause(problem)}</Typography>
      )}
      {note && <Typography variant="body2">«{note}»</Typography>}
      {changes.length > 0 && (
        <Panel title={t('revisions.detail.changes')}>
          <FieldDiff label={t('revisions.detail.changes')} rows={changes} />
        </Panel>
      )}
      <Panel
        beside={
          <CopyButton text={yaml} what={t('revisions.detail.yamlName')} />
        }
        title={t('revisions.detail.yaml')}
      >
        <pre className={classes.yaml} {...focusable}>
          {yaml}
        </pre>
      </Panel>
    </>
  );
}

function Acts({ rollout, revision }: OneRevisionProps) {
  const t = useTexts();
  const paths = usePaths();
  const review = useReview();
  const ref = { project: rollout.project, rollout: rollout.name };
  const { number } = revision;
  const reason = useNeededRole({
    access: rollout.access,
    project: rollout.projectTitle,
    needed: 'editor',
  });
  return (
    <>
      <ButtonLink
        to={paths.rollout(
          ref,
          `revisions/compare?left=${number}&right=running`,
        )}
        variant="outlined"
      >
        {t('revisions.compareRunning')}
      </ButtonLink>
      {number !== rollout.revision.number && (
        <DisabledReason reason={reason}>
          {disabled => (
            <Button
              color="primary"
              variant="contained"
              {...disabled}
              onClick={() => reason === undefined && review.rollBackTo(number)}
            >
              {t('revisions.rollBack')}
            </Button>
          )}
        </DisabledReason>
      )}
    </>
  );
}
