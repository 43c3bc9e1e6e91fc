import { CONDITIONS_OF_STATE } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Cause,
  Condition,
  ConditionType,
  OperatorState,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** What the conditions are made from. */
export interface ConditionFacts {
  readonly state: OperatorState;
  /** The state in one sentence. */
  readonly effect: string;
  readonly chief: Cause | undefined;
  readonly observedGeneration: number;
  readonly previous: readonly Condition[];
  /** As Kubernetes writes moments. */
  readonly now: string;
}

interface Saying {
  readonly type: ConditionType;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** A moment moves only with the status it belongs to. */
function toCondition(saying: Saying, facts: ConditionFacts): Condition {
  const before = facts.previous.find(({ type }) => type === saying.type);
  const isSame = before?.status === saying.status;
  return {
    ...saying,
    lastTransitionTime: isSame ? before.lastTransitionTime : facts.now,
    observedGeneration: facts.observedGeneration,
  };
}

// Trying again does not help against these, whatever still serves.
const FOR_A_PERSON: ReadonlySet<string> = new Set([
  'SpecInvalid',
  'NotOurs',
  'WebhookDenied',
  'HostTaken',
  'PodSecurity',
  'LimitRange',
]);

function isStalled(state: OperatorState, chief: Cause | undefined): boolean {
  const { ready, reconciling, stalled } = CONDITIONS_OF_STATE[state];
  const needsPerson = chief !== undefined && FOR_A_PERSON.has(chief.id);
  return stalled || (needsPerson && !ready && !reconciling);
}

/**
 * The conditions of a state, as kstatus wants them: Ready always, Reconciling
 * and Stalled only while they hold. Sorted by type.
 */
export function buildConditions(facts: ConditionFacts): Condition[] {
  const { state, effect, chief } = facts;
  const { ready, reconciling } = CONDITIONS_OF_STATE[state];
  const stalled = isStalled(state, chief);
  const reason = chief && !ready ? chief.id : state;
  const message = chief && !ready ? chief.message : effect;
  const sayings: Saying[] = [
    {
      type: 'Ready',
      status: ready ? 'True' : 'False',
      reason,
      message,
    },
  ];
  if (reconciling) {
    sayings.push({
      type: 'Reconciling',
      status: 'True',
      reason: state,
      message: effect,
    });
  }
  if (stalled) {
    sayings.push({
      type: 'Stalled',
      status: 'True',
      reason,
      message,
    });
  }
  return sayings.map(saying => toCondition(saying, facts));
}
