import type { Theme } from '@material-ui/core/styles';
import { makeStyles } from '@material-ui/core/styles';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import type { RolloutState } from '@one-click/backstage-plugin-one-click-common';
import clsx from 'clsx';
import type { ComponentType } from 'react';
import {
  BlockedIcon,
  DegradedIcon,
  DownIcon,
  FellBackIcon,
  HealthyIcon,
  InTheBinIcon,
  MovingIcon,
  PausedIcon,
  StartingIcon,
  UnknownIcon,
  WaitingIcon,
} from '../components/icons';
import { useTexts } from '../translation';

const ICONS: Record<RolloutState, ComponentType<SvgIconProps>> = {
  Down: DownIcon,
  Blocked: BlockedIcon,
  UpdateFailed: FellBackIcon,
  Degraded: DegradedIcon,
  RollingOut: MovingIcon,
  Starting: StartingIcon,
  WaitingToApply: WaitingIcon,
  Unknown: UnknownIcon,
  Paused: PausedIcon,
  InTheBin: InTheBinIcon,
  Healthy: HealthyIcon,
};

type Role = keyof Pick<
  Theme['palette']['status'],
  'ok' | 'warning' | 'error' | 'running' | 'aborted'
>;

const ROLES: Record<RolloutState, Role> = {
  Down: 'error',
  Blocked: 'error',
  UpdateFailed: 'warning',
  Degraded: 'warning',
  RollingOut: 'running',
  Starting: 'running',
  WaitingToApply: 'aborted',
  Unknown: 'aborted',
  Paused: 'aborted',
  InTheBin: 'aborted',
  Healthy: 'ok',
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      height: 24,
      whiteSpace: 'nowrap',
      color: theme.palette.text.primary,
      ...theme.typography.body2,
    },
    outlined: {
      padding: theme.spacing(0, 1, 0, 0.75),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 12,
    },
    dashed: { borderStyle: 'dashed' },
    glyph: { fontSize: 16, flex: 'none' },
    error: { color: theme.palette.status.error },
    warning: { color: theme.palette.status.warning },
    running: { color: theme.palette.status.running },
    aborted: { color: theme.palette.status.aborted },
    ok: { color: theme.palette.status.ok },
    moving: {
      animation: '$turn 2s linear infinite',
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
    '@keyframes turn': { to: { transform: 'rotate(360deg)' } },
  }),
  { name: 'OneClickStateChip' },
);

export interface StateGlyphProps {
  readonly state: RolloutState;
  /** Somebody is served all the same, so that Blocked is a warning only. */
  readonly served?: boolean | undefined;
}

/** The shape of a state, for places where its word stands beside it. */
export function StateGlyph({ state, served }: StateGlyphProps) {
  const classes = useStyles();
  const Icon = ICONS[state];
  const role = state === 'Blocked' && served ? 'warning' : ROLES[state];
  return (
    <Icon
      aria-hidden
      className={clsx(
        classes.glyph,
        classes[role],
        state === 'RollingOut' && classes.moving,
      )}
    />
  );
}

export interface StateChipProps extends StateGlyphProps {
  /** Without outline, for tables. */
  readonly plain?: boolean | undefined;
}

/** A state by shape, colour and word; colour says only whether users are served. */
export function StateChip({ state, served, plain }: StateChipProps) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <span
      className={clsx(
        classes.root,
        !plain && classes.outlined,
        state === 'Unknown' && classes.dashed,
      )}
    >
      <StateGlyph state={state} served={served} />
      {t(`health.state.${state}`)}
    </span>
  );
}
