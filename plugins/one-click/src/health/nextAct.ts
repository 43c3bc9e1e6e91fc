import type { Problem } from '@one-click/backstage-plugin-one-click-common';

/** Sections of a rollout on which a problem can be solved. */
export type FixSection = 'image' | 'scale' | 'network' | 'environment';

/** What to do about a problem, and where. */
export interface NextAct {
  readonly label:
    | 'changeImage'
    | 'raiseMemory'
    | 'lowerRequest'
    | 'setRequest'
    | 'raiseMaximum'
    | 'fixedNumber'
    | 'changeAddress'
    | 'showAddress'
    | 'changePort'
    | 'fixVariable'
    | 'chooseSecret';
  readonly section: FixSection;
}

const ACTS: Readonly<Record<string, NextAct>> = {
  ImageNotFound: { label: 'changeImage', section: 'image' },
  ImageForbidden: { label: 'changeImage', section: 'image' },
  ImageNameInvalid: { label: 'changeImage', section: 'image' },
  WrongPlatform: { label: 'changeImage', section: 'image' },
  OutOfMemory: { label: 'raiseMemory', section: 'scale' },
  NoCpu: { label: 'lowerRequest', section: 'scale' },
  NoMemory: { label: 'lowerRequest', section: 'scale' },
  QuotaUsed: { label: 'lowerRequest', section: 'scale' },
  LimitRange: { label: 'lowerRequest', section: 'scale' },
  Evicted: { label: 'setRequest', section: 'scale' },
  NoMetrics: { label: 'fixedNumber', section: 'scale' },
  HpaAtMax: { label: 'raiseMaximum', section: 'scale' },
  HostTaken: { label: 'changeAddress', section: 'network' },
  NoAddress: { label: 'showAddress', section: 'network' },
  CertWaiting: { label: 'showAddress', section: 'network' },
  CertBad: { label: 'showAddress', section: 'network' },
  PortClosed: { label: 'changePort', section: 'network' },
  ConfigMissing: { label: 'fixVariable', section: 'environment' },
  SecretMissing: { label: 'chooseSecret', section: 'environment' },
};

/** The first thing to do about a problem, where a page of ours can do it. */
export function nextAct(problem: Problem | undefined): NextAct | undefined {
  return problem && ACTS[problem.id];
}
