import { Link } from '@backstage/core-components';
import MenuItem from '@material-ui/core/MenuItem';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { PlainSelect } from '../../../components/PlainSelect';
import { VisuallyHidden } from '../../../components/VisuallyHidden';
import { useNavigate, usePaths } from '../../../routing';
import { useTexts } from '../../../translation';
import { SECTION_GROUPS, SECTIONS } from './sections';
import type { SectionId } from './sections';
import { useSectionMarks } from './useSectionMarks';

const useStyles = makeStyles(
  theme => ({
    group: {
      color: theme.palette.textSubtle,
      padding: theme.spacing(1, 1, 0.5),
    },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    link: {
      ...theme.typography.body2,
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      minHeight: 32,
      padding: theme.spacing(0, 1),
      borderRadius: theme.shape.borderRadius,
      color: theme.palette.text.primary,
    },
    current: {
      fontWeight: 500,
      boxShadow: `inset 2px 0 0 ${theme.palette.primary.main}`,
      background: theme.palette.action.hover,
    },
    marks: { marginLeft: 'auto', fontVariantNumeric: 'tabular-nums' },
    count: { color: theme.palette.textSubtle },
  }),
  { name: 'OneClickSectionList' },
);

export interface SectionListProps {
  readonly rollout: RolloutDetail;
  readonly current: SectionId;
}

/** The sections of a rollout at its side, with what waits in each. */
export function SectionList({ rollout, current }: SectionListProps) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <nav aria-label={t('rollout.sections.label')}>
      {SECTION_GROUPS.map(({ group, sections }) => (
        <div key={group}>
          <Typography
            className={classes.group}
            component="div"
            variant="caption"
          >
            {t(`rollout.sections.${group}`)}
          </Typography>
          <ul className={classes.list}>
            {sections.map(section => (
              <li key={section}>
                <SectionLink
                  current={section === current}
                  rollout={rollout}
                  section={section}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

interface SectionLinkProps {
  readonly rollout: RolloutDetail;
  readonly section: SectionId;
  readonly current: boolean;
}

function SectionLink({ rollout, section, current }: SectionLinkProps) {
  const classes = useStyles();
  const t = useTexts();
  const paths = usePaths();
  const { edits, count, isFix } = useSectionMarks(rollout, section);
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <Link
      aria-current={current ? 'page' : false}
      className={`${classes.link} ${current ? classes.current : ''}`}
      to={paths.rollout(ref, section)}
      underline="none"
    >
      {t(`rollout.sections.${section}`)}
      <span className={classes.marks}>
        {edits > 0 && (
          <>
            <span aria-hidden>●</span>
            <VisuallyHidden>
              , {t('rollout.sections.unsaved', { count: edits })}
            </VisuallyHidden>
          </>
        )}
        {isFix && (
          <>
            <span aria-hidden>▲</span>
            <VisuallyHidden>, {t('rollout.sections.fixHere')}</VisuallyHidden>
          </>
        )}{' '}
        {count > 0 && (
          <span className={current ? '' : classes.count}>{count}</span>
        )}
      </span>
    </Link>
  );
}

/** The same as one field, for narrow screens. */
export function SectionPicker({ rollout, current }: SectionListProps) {
  const t = useTexts();
  const paths = usePaths();
  const navigate = useNavigate();
  const ref = { project: rollout.project, rollout: rollout.name };
  return (
    <PlainSelect
      fullWidth
      label={t('rollout.sections.pick')}
      onChange={section => navigate(paths.rollout(ref, section))}
      value={current}
    >
      {SECTIONS.map(section => (
        <MenuItem key={section} value={section}>
          {t(`rollout.sections.${section}`)}
          <PickerMarks rollout={rollout} section={section} />
        </MenuItem>
      ))}
    </PlainSelect>
  );
}

function PickerMarks(props: Omit<SectionLinkProps, 'current'>) {
  const t = useTexts();
  const { edits } = useSectionMarks(props.rollout, props.section);
  return edits > 0 ? (
    <span>, {t('rollout.sections.unsaved', { count: edits })}</span>
  ) : null;
}
