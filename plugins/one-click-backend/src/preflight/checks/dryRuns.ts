import type { Check } from '../Check';
import { readRefusal, toRemarks } from '../readRefusal';
import { tryChildren } from './tryChildren';

/** Tries the CR as a save would apply it. */
export const rolloutCheck: Check = {
  id: 'rollout',
  async run(trial, signal) {
    await trial.requireNamespace();
    const tried = { kind: 'Rollout', name: trial.draft.name };
    try {
      const { spec } = trial.draft;
      const rollout = { ...trial.ref, spec };
      const warnings = await trial.cluster.tryRollout(rollout, { signal });
      return { findings: toRemarks(warnings, tried) };
    } catch (error) {
      return readRefusal(error, tried);
    }
  },
};

/** Tries every child as the operator would apply it; claims belong to the volumes, and Secrets hold what is not ours to send about. */
export const childrenCheck: Check = {
  id: 'children',
  async run(trial, signal) {
    await trial.requireNamespace();
    const children = (await trial.children()).filter(
      ({ kind }) => kind !== 'PersistentVolumeClaim' && kind !== 'Secret',
    );
    return tryChildren(trial, children, signal);
  },
};

/**
 * Tries one pod from the template: PodSecurity, LimitRanges and most admission
 * rules look at pods alone. Room is for the quota to judge.
 */
export const instanceCheck: Check = {
  id: 'instance',
  async run(trial) {
    const tried = { kind: 'Pod', name: trial.draft.name };
    const pod = await trial.tryPod();
    if (!('refusal' in pod)) {
      return { findings: toRemarks(pod.warnings, tried) };
    }
    const outcome = readRefusal(pod.refusal, tried);
    return {
      ...outcome,
      findings: outcome.findings.filter(({ code }) => code !== 'QuotaUsed'),
    };
  },
};
