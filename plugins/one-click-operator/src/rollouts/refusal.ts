import {
  KubeError,
  KubeInvalidError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Refusal } from '@one-click/backstage-plugin-one-click-workload';

/** The API server reports a webhook that is away as its own trouble, and a person may well have to act. */
const WEBHOOK_AWAY = /failed calling webhook/;

/** Whether an error says something about the child, rather than about the moment. */
function isRefusal(error: unknown): error is KubeError {
  return (
    error instanceof KubeError &&
    (!error.retriable || WEBHOOK_AWAY.test(error.message))
  );
}

/** Names what was refused. */
export interface Refused {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** What an error says against a child; throws those that say nothing against it. */
export function toRefusal(error: unknown, child: Refused): Refusal {
  if (!isRefusal(error)) {
    throw error;
  }
  const { kind, metadata } = child;
  const fields = error instanceof KubeInvalidError ? error.causes : [];
  return {
    kind,
    name: metadata.name,
    message: error.message,
    fields: fields.map(({ field, message }) => ({ field, message })),
  };
}
