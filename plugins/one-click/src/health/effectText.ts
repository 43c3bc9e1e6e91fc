import type { Health } from '@one-click/backstage-plugin-one-click-common';
import type { TimeTexts } from '../time/useTimeTexts';
import type { Texts } from '../translation';

/** What the words depend on beside the health itself. */
export interface EffectContext {
  readonly t: Texts;
  readonly times: TimeTexts;
  /** The present in milliseconds. */
  readonly now: number;
  /** An update stops the old instances first. */
  readonly recreates?: boolean | undefined;
}

type Effect = (health: Health, context: EffectContext) => string;

const EFFECTS: Record<Health['state'], Effect> = {
  Down: (_, { t }) => t('health.effect.nothingServes'),
  Blocked: blockedText,
  UpdateFailed: ({ servingRevision: revision }, { t }) =>
    revision === undefined
      ? t('health.effect.olderStillServes')
      : t('health.effect.stillServesAll', { revision }),
  Degraded: ({ ready, wanted }, { t }) =>
    t('health.effect.someServe', { ready, wanted }),
  RollingOut: rollingOutText,
  Starting: ({ wanted: count }, { t }) =>
    count > 0
      ? t('health.effect.starting', { count })
      : t('health.effect.startingUnseen'),
  WaitingToApply: ({ revision }, { t }) =>
    revision === undefined
      ? t('health.effect.waitingFirst')
      : t('health.effect.waiting', { revision }),
  Unknown: unknownText,
  Paused: ({ since }, { t, times, now }) =>
    t('health.effect.paused', { ago: times.ago(since, now) }),
  InTheBin: (_, { t }) => t('health.effect.inTheBin'),
  Healthy: ({ wanted: count, revision }, { t }) =>
    revision === undefined
      ? t('health.effect.healthyUnnamed', { count })
      : t('health.effect.healthy', { count, revision }),
};

/** Says what users get: the sentence beside the state (pages.md, section 4.1). */
export function effectText(health: Health, context: EffectContext): string {
  return EFFECTS[health.state](health, context);
}

function blockedText(health: Health, { t }: EffectContext) {
  const { ready, servingRevision: revision } = health;
  if (ready === 0) {
    return t('health.effect.nothingServes');
  }
  return revision === undefined
    ? t('health.effect.olderStillServesSome')
    : t('health.effect.stillServes', { revision });
}

function rollingOutText(health: Health, { t, recreates }: EffectContext) {
  const { ready, wanted, revision } = health;
  if (revision === undefined) {
    return t('health.effect.rollingOutUnnamed', { ready, wanted });
  }
  return recreates && ready === 0
    ? t('health.effect.recreating', { revision })
    : t('health.effect.rollingOut', { revision, ready, wanted });
}

function unknownText(health: Health, { t, times, now }: EffectContext) {
  const { lastKnown, seenAt } = health;
  if (!lastKnown || !seenAt) {
    return t('health.effect.neverSeen');
  }
  return t('health.effect.lastSeen', {
    state: t(`health.state.${lastKnown}`),
    ago: times.ago(seenAt, now),
  });
}
