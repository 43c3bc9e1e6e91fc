import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { useMediaQuery, useTheme } from '@material-ui/core';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { ClusterBanner } from '../../../components/ClusterBanner';
import { LiveLine } from '../../../components/LiveLine';
import { PageBody } from '../../../components/PageBody';
import { FollowStrip } from '../../../follow/FollowStrip';
import { Navigate, Route, Routes, useParams, usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { EnvironmentSection } from '../change/EnvironmentSection';
import { ImageSection } from '../change/ImageSection';
import { NetworkSection } from '../change/NetworkSection';
import { ScaleSection } from '../change/ScaleSection';
import { OverviewSection } from '../overview/OverviewSection';
import { DraftBar } from '../review/DraftBar';
import { RevisionsSection } from '../revisions/RevisionsSection';
import { RolloutHeader } from './RolloutHeader';
import { SectionList, SectionPicker } from './SectionList';
import { isSectionId } from './sections';
import type { SectionId } from './sections';
import { StateAnnouncer } from './StateAnnouncer';

const useStyles = makeStyles(
  theme => ({
    columns: {
      display: 'grid',
      gridTemplateColumns: '176px minmax(0, 1fr)',
      alignItems: 'start',
      gap: theme.spacing(3),
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: theme.spacing(2),
      },
    },
    section: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      minWidth: 0,
      scrollPaddingBottom: theme.spacing(12),
    },
  }),
  { name: 'OneClickRolloutShell' },
);

interface ShellProps {
  readonly rollout: RolloutDetail;
}

const SECTION_PAGES: Record<SectionId, (props: ShellProps) => ReactNode> = {
  overview: props => <OverviewSection {...props} />,
  revisions: props => <RevisionsSection {...props} />,
  image: props => <ImageSection {...props} />,
  scale: props => <ScaleSection {...props} />,
  network: props => <NetworkSection {...props} />,
  environment: props => <EnvironmentSection {...props} />,
};

/** What stays while the reader moves between the sections of a rollout. */
export function RolloutShell({ rollout }: ShellProps) {
  return (
    <Routes>
      <Route path=":section/*" element={<SectionRoute rollout={rollout} />} />
      <Route index element={<ToOverview rollout={rollout} />} />
    </Routes>
  );
}

function SectionRoute({ rollout }: ShellProps) {
  const { section = '' } = useParams();
  return isSectionId(section) ? (
    <Shell current={section} rollout={rollout} />
  ) : (
    <ToOverview moved rollout={rollout} />
  );
}

interface ToOverviewProps extends ShellProps {
  /** The address named a section that does not exist. */
  readonly moved?: boolean;
}

function ToOverview({ rollout, moved }: ToOverviewProps) {
  const t = useTexts();
  const paths = usePaths();
  const toasts = useApi(toastApiRef);
  const ref = { project: rollout.project, rollout: rollout.name };
  useEffect(() => {
    if (moved) {
      toasts.post({
        title: t('states.moved'),
        status: 'neutral',
        timeout: 6_000,
      });
    }
  }, [moved, t, toasts]);
  return <Navigate replace to={paths.rollout(ref)} />;
}

interface CurrentProps extends ShellProps {
  readonly current: SectionId;
}

function Shell({ rollout, current }: CurrentProps) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const theme = useTheme();
  const isNarrow = useMediaQuery(theme.breakpoints.down('sm'));
  const ref = { project: rollout.project, rollout: rollout.name };
  const Sections = isNarrow ? SectionPicker : SectionList;
  return (
    <PageBody>
      <RolloutHeader rollout={rollout} />
      <StateAnnouncer rollout={rollout} />
      <ClusterBanner clusters={[rollout.cluster]} />
      <FollowStrip rollout={rollout} />
      <LiveLine />
      <div className={classes.columns}>
        <Sections current={current} rollout={rollout} />
        <BreadcrumbEntry
          entry={{
            label: t(`rollout.sections.${current}`),
            href: paths.rollout(ref, current),
          }}
        >
          <div className={classes.section}>
            {SECTION_PAGES[current]({ rollout })}
          </div>
        </BreadcrumbEntry>
      </div>
      <DraftBar current={current} rollout={rollout} />
    </PageBody>
  );
}
