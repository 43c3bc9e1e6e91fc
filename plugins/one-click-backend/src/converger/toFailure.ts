import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { buildCause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Cause } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  KubeError,
  KubeForbiddenError,
  KubeInvalidError,
  KubeRefusedError,
} from '@one-click/backstage-plugin-one-click-kube';
import { toProblem } from '../health';
import { NamespaceTakenError } from '../kube/KubeGateway';

/** What a failed attempt means: the cluster will not have it, or it did not work this time. */
export interface Failure {
  readonly type: 'refused' | 'retry';
  /** Why, where people can do something about it. */
  readonly problem: Problem | undefined;
}

/** Sorts what a gateway threw while a rollout of a cluster was applied. */
export function toFailure(error: unknown, cluster: string): Failure {
  if (error instanceof NamespaceTakenError) {
    const { namespace: name, owner } = error;
    return refused(buildCause('NotOurs', { kind: 'Namespace', name, owner }));
  }
  if (error instanceof KubeInvalidError) {
    return refused(invalidCause(error));
  }
  if (error instanceof KubeForbiddenError) {
    return toForbidden(error, cluster);
  }
  if (error instanceof KubeRefusedError) {
    return refused(buildCause('Other', { message: error.message }));
  }
  if (error instanceof KubeError && error.retriable) {
    return { type: 'retry', problem: undefined };
  }
  // What a database says of a failure may quote what was to be stored.
  const message =
    error instanceof KubeError
      ? error.message
      : 'The portal failed while it told the cluster: it tries again, and its log says why';
  return {
    type: 'retry',
    problem: toProblem(buildCause('Other', { message })),
  };
}

function refused(cause: Cause): Failure {
  return { type: 'refused', problem: toProblem(cause) };
}

function invalidCause(error: KubeInvalidError): Cause {
  const [first] = error.causes;
  return first
    ? buildCause(
        'SpecInvalid',
        { field: first.field, why: first.message },
        error.causes.map(({ field }) => ({ kind: 'field', name: field })),
      )
    : buildCause('Other', { message: error.message });
}

// The API tells these two apart by words alone.
const MISSING_RIGHT = /\bcannot (\w+) resource "([^"]+)"/;
const TERMINATING = /being terminated|is terminating/;
const ADMISSION =
  /(?:admission webhook "([^"]+)"|ValidatingAdmissionPolicy '([^']+)')/;

/** Rights can be given to us, and what is being deleted made anew, while the save waits; an admission rule wants another spec. */
function toForbidden(error: KubeForbiddenError, cluster: string): Failure {
  const { message } = error;
  const [, verb, kind] = MISSING_RIGHT.exec(message) ?? [];
  if (verb !== undefined && kind !== undefined) {
    return {
      type: 'retry',
      problem: toProblem(buildCause('NoRight', { verb, kind, cluster })),
    };
  }
  if (TERMINATING.test(message)) {
    const problem = toProblem(buildCause('Other', { message }));
    return { type: 'retry', problem };
  }
  const [, webhook, policy] = ADMISSION.exec(message) ?? [];
  const rule = webhook ?? policy;
  return refused(
    rule === undefined
      ? buildCause('Other', { message })
      : buildCause('WebhookDenied', {
          webhook: rule,
          kind: 'Rollout',
          name: '',
          message,
        }),
  );
}
