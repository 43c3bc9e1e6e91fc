import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@material-ui/lab';
import type { Me, Project } from '@one-click/backstage-plugin-one-click-common';
import { useMe, useProject } from '../../api/queries';
import { Banner } from '../../components/Banner';
import { ClusterBanner } from '../../components/ClusterBanner';
import { PageBody } from '../../components/PageBody';
import { PageHeading } from '../../components/PageHeading';
import { QueryStates } from '../../components/QueryStates';
import { useNeededRole } from '../../components/useNeededRole';
import { SpecEditorProvider } from '../../draft/SpecEditor';
import { useParams, usePaths, useSearchParams } from '../../routing';
import { useTexts } from '../../translation';
import { ConfigureStep } from './ConfigureStep';
import { ReviewStep } from './ReviewStep';
import { StartStep } from './StartStep';
import { Steps } from './Steps';
import { isStep } from './steps';
import { useNewRollout } from './useNewRollout';
import { usePrefill } from './usePrefill';

/** From nothing to a running address, in at most three steps. */
export function CreatePage() {
  const t = useTexts();
  const paths = usePaths();
  const { project: name = '' } = useParams();
  const me = useMe();
  const query = useProject(name);
  return (
    <BreadcrumbEntry
      entry={{ label: query.data?.title ?? name, href: paths.project(name) }}
    >
      <BreadcrumbEntry
        entry={{ label: t('create.crumb'), href: paths.newRollout(name) }}
      >
        <QueryStates
          query={{
            data: me.data && query.data && { me: me.data, project: query.data },
            error: query.error ?? me.error,
            refetch: () => Promise.all([me.refetch(), query.refetch()]),
          }}
          skeleton={
            <PageBody form>
              <Skeleton height={320} variant="rect" />
            </PageBody>
          }
          what={t('project.what')}
        >
          {loaded => <Flow {...loaded} />}
        </QueryStates>
      </BreadcrumbEntry>
    </BreadcrumbEntry>
  );
}

interface FlowProps {
  readonly me: Me;
  readonly project: Project;
}

function Flow({ me, project }: FlowProps) {
  const t = useTexts();
  const reason = useNeededRole({
    access: project.access,
    project: project.title,
    needed: 'editor',
  });
  return (
    <PageBody form>
      <PageHeading title={t('create.title', { project: project.title })} />
      <ClusterBanner clusters={[project.cluster]} />
      {reason === undefined ? (
        <ThreeSteps me={me} project={project} />
      ) : (
        <Banner kind="neutral">{reason}</Banner>
      )}
    </PageBody>
  );
}

function ThreeSteps({ me, project }: FlowProps) {
  const rollout = useNewRollout({
    user: me.userEntityRef,
    project: project.name,
  });
  const hasSource = usePrefill(rollout, project.name);
  const [params] = useSearchParams();
  const asked = params.get('step') ?? '';
  // An entry point that chose already has nothing to ask first.
  const first = hasSource ? 'configure' : 'start';
  const step = isStep(asked) ? asked : first;
  return (
    <SpecEditorProvider value={rollout.editor}>
      <Steps current={step} hasSource={hasSource} />
      {step === 'start' && <StartStep rollout={rollout} />}
      {step === 'configure' && (
        <ConfigureStep project={project} rollout={rollout} />
      )}
      {step === 'review' && <ReviewStep project={project} rollout={rollout} />}
    </SpecEditorProvider>
  );
}
