import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Skeleton } from '@material-ui/lab';
import type {
  RevisionDetail,
  RolloutDetail,
} from '@one-click/backstage-plugin-one-click-common';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useRevision, useRevisions } from '../../../api/queries';
import { PageHeading } from '../../../components/PageHeading';
import { Panel } from '../../../components/Panel';
import { QueryStates } from '../../../components/QueryStates';
import { SelectInput } from '../../../components/form/SelectInput';
import { useFilters } from '../../../components/useFilters';
import type { Filters } from '../../../components/useFilters';
import { FieldDiff } from '../../../diff/FieldDiff';
import { runningRevision } from '../../../health/runningRevision';
import { usePaths } from '../../../routing';
import { useTexts } from '../../../translation';

const RUNNING = 'running';

const useStyles = makeStyles(
  theme => ({
    pickers: {
      display: 'grid',
      gridTemplateColumns: 'minmax(140px, 240px) auto minmax(140px, 240px)',
      alignItems: 'end',
      justifyContent: 'start',
      gap: theme.spacing(2),
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
  }),
  { name: 'OneClickComparePage' },
);

/** Two revisions side by side, field by field. */
export function ComparePage({ rollout }: { readonly rollout: RolloutDetail }) {
  const t = useTexts();
  const paths = usePaths();
  const ref = { project: rollout.project, rollout: rollout.name };
  const filters = useFilters(['left', 'right']);
  const left = useRevision(ref, toNumber(filters.get('left'), rollout));
  const right = useRevision(ref, toNumber(filters.get('right'), rollout));
  const both = left.data &&
    right.data && { left: left.data, right: right.data };
  return (
    <BreadcrumbEntry
      entry={{
        label: t('revisions.compare.title'),
        href: paths.rollout(ref, 'revisions/compare'),
      }}
    >
      <PageHeading section title={t('revisions.compare.title')} />
      <Pickers filters={filters} rollout={rollout} />
      <QueryStates
        query={{
          data: both,
          error: left.error ?? right.error,
          refetch: () => Promise.all([left.refetch(), right.refetch()]),
        }}
        skeleton={<Skeleton height={240} variant="rect" />}
        what={t('revisions.what')}
      >
        {pair => <Differences {...pair} />}
      </QueryStates>
    </BreadcrumbEntry>
  );
}

function toNumber(text: string, rollout: RolloutDetail): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) {
    return number;
  }
  const { health, revision: newest } = rollout;
  return runningRevision(health) ?? health.revision ?? newest.number;
}

interface PickersProps {
  readonly rollout: RolloutDetail;
  readonly filters: Filters;
}

function Pickers({ rollout, filters }: PickersProps) {
  const classes = useStyles();
  const t = useTexts();
  const ref = { project: rollout.project, rollout: rollout.name };
  const { data } = useRevisions(ref);
  const numbers = (data?.pages ?? []).flatMap(page =>
    page.items.map(({ number }) => number),
  );
  const choices = [
    { value: RUNNING, text: t('revisions.compare.running') },
    ...numbers.map(number => ({
      value: String(number),
      text: t('revisions.number', { number }),
    })),
  ];
  const left = filters.get('left') || RUNNING;
  const right = filters.get('right') || RUNNING;
  const swap = () => filters.setMany({ left: right, right: left });
  return (
    <div className={classes.pickers}>
      <SelectInput
        choices={choices}
        label={t('revisions.compare.left')}
        onChange={value => filters.set('left', value)}
        value={left}
      />
      <Button onClick={swap} variant="outlined">
        {t('revisions.compare.swap')}
      </Button>
      <SelectInput
        choices={choices}
        label={t('revisions.compare.right')}
        onChange={value => filters.set('right', value)}
        value={right}
      />
    </div>
  );
}

interface DifferencesProps {
  readonly left: RevisionDetail;
  readonly right: RevisionDetail;
}

function Differences({ left, right }: DifferencesProps) {
  const t = useTexts();
  const changes = diffSpecs(left.spec, right.spec);
  const label = t('revisions.compare.heading', {
    left: left.number,
    right: right.number,
  });
  return (
    <Panel title={label}>
      {changes.length === 0 ? (
        <Typography variant="body2">{t('revisions.compare.same')}</Typography>
      ) : (
        <>
          <FieldDiff label={label} rows={changes} />
          <Typography variant="caption">
            {t('revisions.compare.unchanged')}
          </Typography>
        </>
      )}
    </Panel>
  );
}
