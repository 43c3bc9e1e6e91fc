import { isDeepStrictEqual } from 'node:util';
import type { V1Pod, V1ResourceQuota } from '@kubernetes/client-node';
import {
  applyDefaults,
  addQuantities,
  compareQuantities,
  formatQuantity,
  isRecreated,
  multiplyQuantity,
  subtractQuantities,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Check, CheckOutcome, NewFinding } from '../Check';
import { readRefusal } from '../readRefusal';
import type { Trial } from '../Trial';
import { countInstances } from './instances';
import { isCounted, podNeeds } from './podNeeds';
import type { Amounts } from './podNeeds';
import { countsFor } from './quotaScopes';
import { findTemplate, templateOf } from './template';

/** Whether all instances fit into the namespace's quotas, beside what others use. */
export const quotaCheck: Check = {
  id: 'quota',
  async run(trial, signal) {
    await trial.requireNamespace();
    const { ref, cluster } = trial;
    const [quotas, pods] = await Promise.all([
      cluster.listQuotas(ref.namespace, { signal }),
      cluster.listPods(ref, { signal }),
    ]);
    if (quotas.length === 0) {
      return { findings: [] };
    }
    const counted = pods.filter(isCounted);
    const template = await findTemplate(trial);
    const { wanted, most } = countInstances(trial.draft.spec, counted.length);
    const demand = { template, running: counted };
    const findings = findShort(quotas, { ...demand, count: wanted }).map(
      toError,
    );
    if (findings.length > 0) {
      return { findings };
    }
    const reserve = findShort(quotas, { ...demand, count: most });
    const oneMore = await judgeOneMore(trial, counted.length);
    return {
      findings: [...reserve.map(toReserveWarning), ...oneMore.findings],
    };
  },
};

interface Demand {
  readonly template: V1Pod;
  readonly running: readonly V1Pod[];
  readonly count: number;
}

interface Shortage {
  readonly quota: string;
  readonly resource: string;
  /** What all instances ask for together. */
  readonly need: string;
  /** What they may have. */
  readonly room: string;
}

function findShort(
  quotas: readonly V1ResourceQuota[],
  demand: Demand,
): Shortage[] {
  return quotas
    .filter(quota => countsFor(quota, demand.template))
    .flatMap(quota => findShortIn(quota, demand));
}

function findShortIn(
  { metadata, status }: V1ResourceQuota,
  { template, running, count }: Demand,
): Shortage[] {
  const own = sumNeeds(running);
  return Object.entries(status?.hard ?? {}).flatMap(([resource, hard]) => {
    const one = podNeeds(template).get(resource);
    if (one === undefined) {
      return [];
    }
    const need = multiplyQuantity(one, count);
    const byOthers = subtractQuantities(
      status?.used?.[resource] ?? 0,
      own.get(resource) ?? 0,
    );
    const room = subtractQuantities(hard, byOthers.nanos < 0n ? 0 : byOthers);
    const isMore = compareQuantities(need, own.get(resource) ?? 0) > 0;
    return isMore && compareQuantities(need, room) > 0
      ? [
          {
            quota: metadata?.name ?? '',
            resource,
            need: formatQuantity(need),
            room: room.nanos < 0n ? '0' : formatQuantity(room),
          },
        ]
      : [];
  });
}

function sumNeeds(pods: readonly V1Pod[]): Amounts {
  const sums = new Map<string, string>();
  for (const pod of pods) {
    for (const [resource, amount] of podNeeds(pod)) {
      const sum = addQuantities(sums.get(resource) ?? 0, amount);
      sums.set(resource, formatQuantity(sum));
    }
  }
  return sums;
}

function fieldOf(resource: string): string {
  return resource.endsWith('pods') ? 'spec.replicas' : 'spec.resources';
}

const LESS = 'Lower the request or the number of instances, or see the quota';

function toError({ quota, resource, need, room }: Shortage): NewFinding {
  return {
    code: `too-much-${quota}-${resource}`,
    field: fieldOf(resource),
    severity: 'error',
    message: `All instances together need ${need} ${resource}; the limit '${quota}' of this project leaves ${room} for them`,
    remedy: LESS,
  };
}

function toReserveWarning(shortage: Shortage): NewFinding {
  const { quota, resource, need, room } = shortage;
  return {
    code: `scale-too-much-${quota}-${resource}`,
    field: 'spec.horizontalScale.maxReplicas',
    severity: 'warning',
    message: `At its maximum, automatic scaling needs ${need} ${resource}; the limit '${quota}' of this project leaves ${room}, so it would stop before`,
    remedy: 'Lower the maximum, or see the quota',
  };
}

/**
 * The quota refused one more pod, though all will fit: while the update rolls
 * on, the old and the new stand side by side.
 */
async function judgeOneMore(
  trial: Trial,
  running: number,
): Promise<CheckOutcome> {
  const tried = await trial.tryPod();
  const isNeeded =
    'refusal' in tried && (running === 0 || (await rollsOn(trial, running)));
  if (!isNeeded) {
    return { findings: [] };
  }
  const { findings } = readRefusal(tried.refusal, {
    kind: 'Pod',
    name: trial.draft.name,
  });
  return {
    findings: findings
      .filter(({ code }) => code === 'QuotaUsed')
      .map(finding =>
        running === 0
          ? { ...finding, code: 'no-room' }
          : {
              ...finding,
              code: 'no-room-to-roll',
              severity: 'warning',
              message: `While old and new instances stand side by side, one more has to fit. ${finding.message}`,
              remedy:
                'Let an instance stop first (rolling update with maxUnavailable 1, or strategy Recreate), or see the quota',
            },
      ),
  };
}

/** A rolling update leaves out a quarter of the instances: below four that is none. */
const LEAVES_ONE_OUT = 4;

/** Whether saving replaces instances, and has to start a new one before an old one stops. */
async function rollsOn(trial: Trial, running: number): Promise<boolean> {
  const { existing, spec } = trial.draft;
  const { maxUnavailable = running < LEAVES_ONE_OUT ? 0 : 1 } =
    spec.rollingUpdate ?? {};
  const mayStop = !['0', '0%'].includes(String(maxUnavailable));
  if (!existing || mayStop || isRecreated(spec)) {
    return false;
  }
  const rollout = await trial.rollout();
  const old = { ...rollout, spec: applyDefaults(existing.spec) };
  return !isDeepStrictEqual(templateOf(old), templateOf(rollout));
}
