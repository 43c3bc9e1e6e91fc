import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@material-ui/lab';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { useMe, useRollout } from '../../api/queries';
import { PageBody } from '../../components/PageBody';
import { QueryStates } from '../../components/QueryStates';
import { DraftProvider, useDraftHandle } from '../../draft/useDraft';
import { useLiveTopics } from '../../live/OneClickProvider';
import { topics } from '../../live/topics';
import { useParams, usePaths } from '../../routing';
import { useTexts } from '../../translation';
import { ReviewHost } from './review/ReviewHost';
import { RolloutShell } from './shell/RolloutShell';
import { usePageTitle } from './shell/usePageTitle';

/** One rollout: what it does, what was changed, and where to change it. */
export function RolloutPage() {
  const t = useTexts();
  const paths = usePaths();
  const { project = '', rollout: name = '' } = useParams();
  const ref = { project, rollout: name };
  const me = useMe();
  const query = useRollout(ref);
  usePageTitle(query.data);
  const projectTitle = query.data?.projectTitle ?? project;
  return (
    <BreadcrumbEntry
      entry={{ label: projectTitle, href: paths.project(project) }}
    >
      <BreadcrumbEntry
        entry={{ label: query.data?.title ?? name, href: paths.rollout(ref) }}
      >
        <QueryStates
          query={{
            // Drafts are the reader's own, so that it must be known who reads.
            data: me.data && query.data,
            error: query.error ?? me.error,
            refetch: () => Promise.all([me.refetch(), query.refetch()]),
          }}
          skeleton={<Skeletons />}
          what={t('rollout.what')}
        >
          {rollout => <LoadedRollout key={name} rollout={rollout} />}
        </QueryStates>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}

function LoadedRollout({ rollout }: { readonly rollout: RolloutDetail }) {
  // Only what is there may be watched: one refused topic refuses the stream.
  useLiveTopics([
    topics.rollout({ project: rollout.project, rollout: rollout.name }),
  ]);
  const draft = useDraftHandle(rollout);
  return (
    <DraftProvider value={draft}>
      <ReviewHost rollout={rollout}>
        <RolloutShell rollout={rollout} />
      </ReviewHost>
    </DraftProvider>
  );
}

function Skeletons() {
  return (
    <PageBody>
      <Skeleton height={32} variant="rect" width={240} />
      <Skeleton height={24} variant="rect" width={420} />
      <Skeleton height={20} variant="rect" width={360} />
      <Skeleton height={320} variant="rect" />
    </PageBody>
  );
}
