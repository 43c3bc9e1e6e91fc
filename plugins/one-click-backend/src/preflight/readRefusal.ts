import type { CauseId } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeError,
  KubeForbiddenError,
  KubeInvalidError,
} from '@one-click/backstage-plugin-one-click-kube';
import { readAdmission } from '@one-click/backstage-plugin-one-click-workload';
import { Unanswerable } from './Check';
import type { CheckOutcome, NewFinding } from './Check';

/** What was tried. */
export interface TriedObject {
  readonly kind: string;
  readonly name: string;
  /** The part of the spec that it comes from. */
  readonly field?: string | undefined;
}

const NO_DRY_RUN = /admission webhook "([^"]+)" does not support dry run/;

const REMEDIES: Readonly<Partial<Record<string, string>>> = {
  QuotaUsed: 'Lower the request or the number of instances, or see the quota',
  LimitRange: 'Lower the request or the limit',
  PodSecurity: 'Change the security options',
  HostTaken: 'Choose another host or path',
  WebhookDenied: 'Change what the rule names, or ask the platform team',
  SpecInvalid: 'Give what is missing',
} satisfies Partial<Record<CauseId, string>>;

const FIELDS: Readonly<Partial<Record<string, string>>> = {
  LimitRange: 'spec.resources',
  QuotaUsed: 'spec.resources',
  SpecInvalid: 'spec.resources',
  PodSecurity: 'spec.securityContext',
} satisfies Partial<Record<CauseId, string>>;

/**
 * What it means that the cluster refused to try an object: something is wrong
 * with it, or nobody can tell. Rethrows what is no answer of a cluster.
 */
export function readRefusal(error: unknown, tried: TriedObject): CheckOutcome {
  if (!(error instanceof KubeError)) {
    throw error;
  }
  const message = withoutRequest(error.message);
  const [, webhook] = NO_DRY_RUN.exec(message) ?? [];
  if (webhook !== undefined) {
    return cannotTry(webhook, tried);
  }
  return (
    readAdmissionOf(message, tried) ??
    readInvalid(error, tried) ??
    readForbidden(error, { message, tried })
  );
}

function cannotTry(
  webhook: string,
  { kind, field }: TriedObject,
): CheckOutcome {
  const reason = `Admission rule '${webhook}' allows no dry run of ${kind} objects, so what it says shows only after saving`;
  const finding: NewFinding = {
    code: `no-dry-run-${webhook}`,
    field,
    severity: 'info',
    message: reason,
  };
  return { findings: [finding], unknown: reason };
}

function readAdmissionOf(
  message: string,
  tried: TriedObject,
): CheckOutcome | undefined {
  const problem = readAdmission(message, tried);
  if (!problem) {
    return undefined;
  }
  const { id, message: sentence } = problem.cause;
  if (id === 'WebhookAway') {
    return {
      findings: [],
      unknown: `${sentence} Until then nothing of this kind can be changed`,
    };
  }
  const finding: NewFinding = {
    code: id,
    field: tried.field ?? FIELDS[id],
    severity: 'error',
    message: sentence,
    remedy: REMEDIES[id],
  };
  return { findings: [finding] };
}

function readInvalid(
  error: KubeError,
  { kind, name, field }: TriedObject,
): CheckOutcome | undefined {
  if (!(error instanceof KubeInvalidError)) {
    return undefined;
  }
  const causes =
    error.causes.length > 0
      ? error.causes
      : [{ field: '', message: withoutRequest(error.message) }];
  return {
    findings: causes.map(
      (cause): NewFinding => ({
        code: cause.field === '' ? 'invalid' : `invalid-${cause.field}`,
        field:
          field ?? (kind === 'Rollout' ? cause.field || undefined : undefined),
        severity: 'error',
        message: `The cluster refuses ${kind} '${name}': ${[
          cause.field,
          cause.message,
        ]
          .filter(Boolean)
          .join(': ')}`,
        remedy: 'Correct the value',
      }),
    ),
  };
}

function readForbidden(
  error: KubeError,
  { message, tried }: { readonly message: string; readonly tried: TriedObject },
): CheckOutcome {
  if (!(error instanceof KubeForbiddenError)) {
    throw new Unanswerable(
      `The cluster gave no answer about ${tried.kind} '${tried.name}': ${message}`,
    );
  }
  const { missingRight } = error;
  if (missingRight) {
    const { verb, resource } = missingRight;
    throw new Unanswerable(
      `The portal may not ${verb} ${resource} in this cluster, so this cannot be tried`,
    );
  }
  const finding: NewFinding = {
    code: 'refused',
    field: tried.field,
    severity: 'error',
    message: `The cluster refuses ${tried.kind} '${tried.name}': ${message}`,
    remedy: 'Change what it names, or ask the platform team',
  };
  return { findings: [finding] };
}

/** The client appends what it asked for, which tells people nothing. */
function withoutRequest(message: string): string {
  return message.replace(/ \((GET|POST|PUT|PATCH|DELETE) \S*\)$/, '');
}

/** What the cluster remarks without refusing. */
export function toRemarks(
  warnings: readonly string[],
  { kind, name, field }: TriedObject,
): NewFinding[] {
  return warnings.map(text => ({
    code: `remark-${kind}-${text.slice(0, 60)}`,
    field,
    severity: /violate PodSecurity/.test(text) ? 'warning' : 'info',
    message: `The cluster remarks on ${kind} '${name}': ${text}`,
  }));
}
