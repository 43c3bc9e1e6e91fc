import {
  KubeError,
  KubeInvalidError,
} from '@one-click/backstage-plugin-one-click-kube';
import type { Refusal } from '@one-click/backstage-plugin-one-click-workload';

/** Names a child in a refusal. */
export type RefusedChild = Pick<Refusal, 'kind' | 'name'>;

/** The API server reports a webhook that is away as its own trouble, and a person may well have to act. */
const WEBHOOK_AWAY = /failed calling webhook/;

/** Whether an error says something about the child, rather than about the moment. */
function isRefusal(error: unknown): error is KubeError {
  return (
    error instanceof KubeError &&
    (!error.retriable || WEBHOOK_AWAY.test(error.message))
  );
}

/** What an error says against a child; throws those that say nothing against it. */
export function toRefusal(error: unknown, child: RefusedChild): Refusal {
  if (!isRefusal(error)) {
    throw error;
  }
  const fields = error instanceof KubeInvalidError ? error.causes : [];
  return {
    ...child,
    message: error.message,
    fields: fields.map(({ field, message }) => ({ field, message })),
  };
}

/** That somebody else keeps changing a child back. */
export function toContestRefusal(child: RefusedChild, rival: string): Refusal {
  const { kind, name } = child;
  const message = `${rival} keeps changing ${kind} ${name}, so it is put right only now and then`;
  return { ...child, message };
}
