import type {
  V1ExecAction,
  V1GRPCAction,
  V1HTTPGetAction,
  V1Probe,
} from '@kubernetes/client-node';
import type {
  ExecAction,
  GrpcAction,
  HttpGetAction,
  Probe,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';

/** A page to ask for, as probes and lifecycle hooks share it. */
export function toHttpGet(
  action: HttpGetAction | undefined,
): V1HTTPGetAction | undefined {
  return action && compact<V1HTTPGetAction>(action);
}

/** A command to run, as probes and lifecycle hooks share it. */
export function toExec(
  action: ExecAction | undefined,
): V1ExecAction | undefined {
  return action && { command: [...action.command] };
}

function toGrpc(action: GrpcAction | undefined): V1GRPCAction | undefined {
  return action && compact<V1GRPCAction>(action);
}

/** A check as Kubernetes takes it. What is left out keeps Kubernetes' own default. */
export function toProbe(probe: Probe | undefined): V1Probe | undefined {
  if (!probe) {
    return undefined;
  }
  return compact<V1Probe>({
    httpGet: toHttpGet(probe.httpGet),
    tcpSocket: probe.tcpSocket,
    grpc: toGrpc(probe.grpc),
    exec: toExec(probe.exec),
    // 0 is the default, and stored as absent.
    initialDelaySeconds: probe.initialDelaySeconds || undefined,
    periodSeconds: probe.periodSeconds,
    timeoutSeconds: probe.timeoutSeconds,
    successThreshold: probe.successThreshold,
    failureThreshold: probe.failureThreshold,
    terminationGracePeriodSeconds: probe.terminationGracePeriodSeconds,
  });
}
