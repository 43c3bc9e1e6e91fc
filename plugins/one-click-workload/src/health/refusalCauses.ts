import { readAdmission } from './admissionCauses';
import type { Refusal } from './Observed';
import { aProblem, otherProblem, steadyWords, within } from './Problem';
import type { Bearing, Problem } from './Problem';

/** Kinds a rollout can run without, if not as promised. */
const PARTS: ReadonlySet<string> = new Set([
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'CronJob',
]);

const MAX_FIELDS = 3;

function readRefusal(refusal: Refusal): readonly Problem[] {
  const { kind, name, message, fields = [], ownedBy } = refusal;
  if (ownedBy !== undefined) {
    return [aProblem('NotOurs', { kind, name, owner: ownedBy })];
  }
  const admission = readAdmission(message, { kind, name });
  if (admission) {
    return [admission];
  }
  const invalid = fields.slice(0, MAX_FIELDS).map(({ field, message: why }) =>
    aProblem('SpecInvalid', {
      field: field === '' ? `${kind} ${name}` : field,
      why: steadyWords(why),
    }),
  );
  return invalid.length > 0 ? invalid : [otherProblem(message)];
}

/** What it means that children could not be applied. */
export function findRefusalProblems(refusals: readonly Refusal[]): Problem[] {
  return refusals.flatMap(refusal => {
    const { kind, name } = refusal;
    const bearing: Bearing = PARTS.has(kind) ? 'part' : 'outside';
    return readRefusal(refusal).map(problem =>
      within([{ kind, name }], { ...problem, bearing }),
    );
  });
}
