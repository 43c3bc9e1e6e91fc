import { makeStyles } from '@material-ui/core/styles';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import type {
  Outcome,
  Revision,
} from '@one-click/backstage-plugin-one-click-common';
import type { ComponentType } from 'react';
import {
  BlockedIcon,
  DownIcon,
  FellBackIcon,
  HealthyIcon,
  MovingIcon,
  WaitingIcon,
} from '../../../components/icons';
import { useTimeTexts } from '../../../time/useTimeTexts';
import { useTexts } from '../../../translation';

const ICONS: Record<Outcome, ComponentType<SvgIconProps>> = {
  pending: WaitingIcon,
  applied: MovingIcon,
  healthy: HealthyIcon,
  failed: DownIcon,
  refused: BlockedIcon,
  superseded: FellBackIcon,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
    },
    icon: { fontSize: 16, flex: 'none' },
    pending: { color: theme.palette.status.aborted },
    applied: { color: theme.palette.status.running },
    healthy: { color: theme.palette.status.ok },
    failed: { color: theme.palette.status.error },
    refused: { color: theme.palette.status.error },
    superseded: { color: theme.palette.status.aborted },
  }),
  { name: 'OneClickOutcomeText' },
);

/** What became of a revision, and for a healthy one how long that took. */
export function OutcomeText({ revision }: { readonly revision: Revision }) {
  const classes = useStyles();
  const t = useTexts();
  const times = useTimeTexts();
  const { outcome, createdAt, outcomeAt } = revision;
  const Icon = ICONS[outcome];
  const took = outcomeAt
    ? times.duration(Date.parse(outcomeAt) - Date.parse(createdAt))
    : undefined;
  return (
    <span className={classes.root}>
      <Icon aria-hidden className={`${classes.icon} ${classes[outcome]}`} />
      {outcome === 'healthy' && took !== undefined
        ? t('revisions.healthyAfter', { span: took })
        : t(`revisions.outcome.${outcome}`)}
    </span>
  );
}
