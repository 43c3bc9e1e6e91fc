import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { diffSpecs } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ReactNode } from 'react';
import { Banner } from '../../../components/Banner';
import { PageHeading } from '../../../components/PageHeading';
import { useNeededRole } from '../../../components/useNeededRole';
import { SpecEditorProvider } from '../../../draft/SpecEditor';
import { useDraft } from '../../../draft/useDraft';
import { useTexts } from '../../../translation';
import type { SectionId } from '../shell/sections';
import { UnshownFields } from './UnshownFields';
import { FactList } from './FactList';
import { sectionFacts } from './sectionFacts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 720px) minmax(240px, 1fr)',
      alignItems: 'start',
      gap: theme.spacing(3),
      maxWidth: 1120,
      [theme.breakpoints.down('md')]: {
        gridTemplateColumns: 'minmax(0, 720px)',
      },
    },
    wide: { gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 'none' },
    form: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      minWidth: 0,
    },
    facts: {
      padding: theme.spacing(2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
  }),
  { name: 'OneClickChangeSection' },
);

export interface ChangeSectionProps {
  readonly rollout: RolloutDetail;
  readonly section: Exclude<SectionId, 'overview' | 'revisions'>;
  /** Takes the whole width, without facts beside it. */
  readonly wide?: boolean | undefined;
  readonly children: ReactNode;
}

/** What every change page shares: the form on the draft, the facts beside it, or only facts for who may not edit. */
export function ChangeSection(props: ChangeSectionProps) {
  const { rollout, section, wide, children } = props;
  const classes = useStyles();
  const t = useTexts();
  const draft = useDraft();
  const reason = useNeededRole({
    access: rollout.access,
    project: rollout.projectTitle,
    needed: 'editor',
  });
  const facts = sectionFacts(rollout.spec, section, t);
  const heading = (
    <PageHeading section title={t(`rollout.sections.${section}`)} />
  );
  if (reason !== undefined) {
    return (
      <div className={classes.form}>
        {heading}
        <Banner kind="neutral">{reason}</Banner>
        <FactList copyable facts={facts} />
      </div>
    );
  }
  const isEdited =
    diffSpecs(rollout.spec, draft.spec).some(
      change => change.section === section,
    ) || draft.began.revision !== rollout.revision.number;
  return (
    <SpecEditorProvider value={draft}>
      {heading}
      <div className={`${classes.root} ${wide ? classes.wide : ''}`}>
        <div className={classes.form}>
          {children}
          <UnshownFields section={section} />
        </div>
        {!wide && isEdited && (
          <aside className={classes.facts}>
            <Typography component="h3" variant="subtitle1">
              {t('change.nowRunning', { revision: rollout.revision.number })}
            </Typography>
            <FactList facts={facts} stacked />
          </aside>
        )}
      </div>
    </SpecEditorProvider>
  );
}
