import type {
  CoreV1Event,
  V1PersistentVolumeClaim,
} from '@kubernetes/client-node';
import { findEvent } from './events';
import { toMillis } from './moments';
import { aProblem, steadyWords, within } from './Problem';
import type { Problem } from './Problem';

/** A claim that binds at once is not worth a word; this long after its making it is. */
export const BINDING_GRACE_MS = 8_000;

// Such a claim waits for an instance, not the other way round.
const WAITS_FOR_POD = /WaitForFirstConsumer|WaitForPodScheduled/;

interface Claims {
  readonly claims: readonly V1PersistentVolumeClaim[];
  readonly events: readonly CoreV1Event[];
  /** Name of the cluster, in the words of the sentence. */
  readonly cluster: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

function whyPending(
  event: CoreV1Event | undefined,
  cluster: string,
): Problem | string {
  const message = event?.message ?? '';
  const missing = /storageclass\.storage\.k8s\.io "([^"]+)" not found/.exec(
    message,
  );
  return missing
    ? aProblem('VolumeClass', { class: missing[1] ?? '', cluster })
    : steadyWords(message).replace(/\.$/, '');
}

function claimProblem(
  claim: V1PersistentVolumeClaim,
  { events, cluster, now }: Claims,
): Problem | undefined {
  const { name = '', uid, creationTimestamp } = claim.metadata ?? {};
  const age = now - (toMillis(creationTimestamp) ?? now);
  const target = { kind: 'PersistentVolumeClaim', uid, name };
  if (findEvent(events, target, WAITS_FOR_POD)) {
    return undefined;
  }
  const why = whyPending(
    findEvent(events, target, /ProvisioningFailed/),
    cluster,
  );
  if (typeof why !== 'string') {
    return why;
  }
  const words = why === '' ? 'the cluster has not given any yet' : why;
  const firm = why !== '' || age >= BINDING_GRACE_MS;
  return aProblem('VolumePending', { volume: name, why: words }, { firm });
}

/** What keeps claims from their storage. */
export function findVolumeProblems(context: Claims): Problem[] {
  return context.claims
    .filter(({ status }) => status?.phase === 'Pending')
    .flatMap(claim => {
      const problem = claimProblem(claim, context);
      const link = {
        kind: 'PersistentVolumeClaim',
        name: claim.metadata?.name ?? '',
      };
      return problem ? [within([link], problem)] : [];
    });
}
