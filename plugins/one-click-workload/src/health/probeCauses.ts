import type {
  CoreV1Event,
  V1Container,
  V1Probe,
} from '@kubernetes/client-node';
import { steppedCount } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { findEvent } from './events';
import { aProblem, steadyWords } from './Problem';
import type { Problem } from './Problem';

/** A container as its checks see it. */
export interface Checked {
  readonly container: V1Container;
  readonly podUid: string | undefined;
  readonly podName: string | undefined;
  readonly events: readonly CoreV1Event[];
}

/** A check in words: `GET /healthz on port 8080`. */
export function describeProbe(probe: V1Probe | undefined): string {
  const { httpGet, tcpSocket, grpc, exec } = probe ?? {};
  if (httpGet) {
    return `GET ${httpGet.path ?? '/'} on port ${httpGet.port}`;
  }
  if (tcpSocket) {
    return `connect to port ${tcpSocket.port}`;
  }
  if (grpc) {
    return `gRPC on port ${grpc.port}`;
  }
  return exec?.command?.[0] ?? 'it has';
}

function portOf(probe: V1Probe | undefined): string | undefined {
  const port =
    probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
  return port === undefined ? undefined : String(port);
}

function eventOf(checked: Checked, pattern: RegExp): CoreV1Event | undefined {
  const { podUid: uid, podName: name, events } = checked;
  return findEvent(events, { kind: 'Pod', uid, name }, pattern);
}

const STATUS_CODE = /statuscode: (\d+)/;

function resultWords(message: string): string {
  const code = STATUS_CODE.exec(message)?.[1];
  return code === undefined
    ? steadyWords(message.replace(/^\w+ probe failed:\s*/, '')).replace(
        /\.$/,
        '',
      )
    : `status ${code}`;
}

/**
 * Why a container that runs does not serve. `settled` says whether it has had
 * its time: a program that still starts fails this check as well.
 */
export function readUnready(checked: Checked, settled: boolean): Problem {
  const { container } = checked;
  const probe = container.readinessProbe;
  const message = eventOf(checked, /Readiness probe/)?.message ?? '';
  const port = portOf(probe);
  if (port !== undefined && /connection refused/.test(message)) {
    return aProblem(
      'PortClosed',
      { port, container: container.name },
      { firm: settled },
    );
  }
  return aProblem(
    'ReadyProbe',
    {
      count: 1,
      check: describeProbe(probe),
      result: message === '' ? 'no good answer yet' : resultWords(message),
    },
    { firm: settled },
  );
}

/** The check that had a container restarted, if it was one. */
export function readProbeRestart(checked: Checked): Problem | undefined {
  const { container } = checked;
  if (eventOf(checked, /Killing: .*failed startup probe/)) {
    const { failureThreshold = 3, periodSeconds = 10 } =
      container.startupProbe ?? {};
    return aProblem('StartProbe', {
      container: container.name,
      within: failureThreshold * periodSeconds,
    });
  }
  if (eventOf(checked, /Killing: .*failed liveness probe/)) {
    const failures = eventOf(checked, /Liveness probe failed/)?.count ?? 1;
    return aProblem('LiveProbe', {
      container: container.name,
      check: describeProbe(container.livenessProbe),
      count: steppedCount(failures),
    });
  }
  return undefined;
}
