import type { V1Lifecycle, V1LifecycleHandler } from '@kubernetes/client-node';
import type {
  Lifecycle,
  LifecycleHandler,
  RolloutSpec,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { toExec, toHttpGet } from './probes';

// Long enough for every proxy to learn that the instance is going.
const DRAIN_SECONDS = 5;
const DEFAULT_GRACE_SECONDS = 30;

function toHandler(
  handler: LifecycleHandler | undefined,
): V1LifecycleHandler | undefined {
  if (!handler) {
    return undefined;
  }
  return compact<V1LifecycleHandler>({
    exec: toExec(handler.exec),
    httpGet: toHttpGet(handler.httpGet),
    sleep: handler.sleep,
  });
}

/** A sleep before the stop, so that requests on their way still find the instance. */
function drain(spec: RolloutSpec): V1LifecycleHandler | undefined {
  if (!spec.interfaces || spec.interfaces.length === 0) {
    return undefined;
  }
  const grace = spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  // Kubernetes refuses a sleep that leaves no time to stop.
  const seconds = Math.min(DRAIN_SECONDS, grace - 1);
  return seconds > 0 ? { sleep: { seconds } } : undefined;
}

/** What a container does around its start and stop, as given. */
export function toLifecycle(lifecycle: Lifecycle | undefined): V1Lifecycle {
  return compact<V1Lifecycle>({
    postStart: toHandler(lifecycle?.postStart),
    preStop: toHandler(lifecycle?.preStop),
  });
}

/** The same for a rollout's program, which drains before it stops unless told otherwise. */
export function mainLifecycle(spec: RolloutSpec): V1Lifecycle {
  return compact<V1Lifecycle>({
    preStop: drain(spec),
    ...toLifecycle(spec.lifecycle),
  });
}
