import {
  claimName,
  cronJobName,
  ingressName,
  OPERATOR_MANAGER,
  serviceName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ChildKind,
  ChildObject,
} from '@one-click/backstage-plugin-one-click-workload';
import { joinOutcomes } from '../Check';
import type { CheckOutcome } from '../Check';
import type { Present } from '../PreflightCluster';
import { readRefusal, toRemarks } from '../readRefusal';
import type { TriedObject } from '../readRefusal';
import type { Trial } from '../Trial';

/** A rollout with every list full has some hundred children; the cluster serves others, too. */
const AT_ONCE = 8;

/** Tries children one by one, as the operator would apply them. */
export async function tryChildren(
  trial: Trial,
  children: readonly ChildObject[],
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const outcomes: CheckOutcome[] = [];
  for (let start = 0; start < children.length; start += AT_ONCE) {
    const some = children.slice(start, start + AT_ONCE);
    outcomes.push(
      ...(await Promise.all(some.map(child => tryChild(trial, child, signal)))),
    );
  }
  return joinOutcomes(outcomes);
}

async function tryChild(
  trial: Trial,
  child: ChildObject,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const { kind, metadata } = child;
  const field = fieldOf(child, trial);
  const tried: TriedObject = { kind, name: metadata.name, field };
  const [present, { metadata: rollout }] = await Promise.all([
    trial.cluster.findPresent(child, { signal }),
    trial.rollout(),
  ]);
  const isShared = kind === 'ServiceAccount';
  if (present && !isShared && !isOurs(present, child, rollout.uid)) {
    return notOurs(tried, present);
  }
  try {
    const warnings = await trial.cluster.tryChild(child, { signal });
    return { findings: toRemarks(warnings, tried) };
  } catch (error) {
    return readRefusal(error, tried);
  }
}

/** What a rollout left behind has its labels and no owner; a new one of its name takes that up. */
function isOurs(
  present: Present,
  child: ChildObject,
  uid: string | undefined,
): boolean {
  if (present.ownerUid !== undefined) {
    return present.ownerUid === uid;
  }
  return Object.entries(child.metadata.labels ?? {}).every(
    ([key, value]) => present.labels[key] === value,
  );
}

function notOurs(
  { kind, name, field }: TriedObject,
  { owner }: Present,
): CheckOutcome {
  const whose = owner ?? 'somebody else';
  return {
    findings: [
      {
        code: `not-ours-${kind}-${name}`,
        field,
        severity: 'error',
        message: `${kind} '${name}' exists and belongs to ${whose}, so the operator (${OPERATOR_MANAGER}) would leave it alone`,
        remedy: 'Choose another name, or remove that object',
      },
    ],
  };
}

type ListName = 'volumes' | 'interfaces' | 'cronjobs';

/** Lists whose items have children of their own, and how those are called. */
const ITEMS: Readonly<
  Partial<
    Record<
      ChildKind,
      readonly [ListName, (rollout: string, item: string) => string]
    >
  >
> = {
  PersistentVolumeClaim: ['volumes', claimName],
  Service: ['interfaces', serviceName],
  Ingress: ['interfaces', ingressName],
  CronJob: ['cronjobs', cronJobName],
};

const FIELDS: Readonly<Partial<Record<ChildKind, string>>> = {
  HorizontalPodAutoscaler: 'spec.horizontalScale',
  PodDisruptionBudget: 'spec.podDisruptionBudget',
  ConfigMap: 'spec.files',
  ServiceAccount: 'spec.serviceAccountName',
};

/** The part of the spec that a child is made from. */
function fieldOf(child: ChildObject, { draft }: Trial): string | undefined {
  const [list, toName] = ITEMS[child.kind] ?? [];
  if (!list || !toName) {
    return FIELDS[child.kind];
  }
  const items: readonly { readonly name: string }[] = draft.spec[list] ?? [];
  const index = items.findIndex(
    ({ name }) => toName(draft.name, name) === child.metadata.name,
  );
  return index < 0 ? undefined : `spec.${list}[${index}]`;
}
