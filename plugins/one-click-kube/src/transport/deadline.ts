import type { Clock } from '../clock';
import { KubeTimeoutError } from '../errors';
import { describeRequest } from './Transport';
import type { KubeRequest } from './Transport';

/** Gives up after a while, or with the caller. */
export interface Deadline {
  /** Aborts with a `KubeTimeoutError`, or with the caller's own reason. */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  left(): number;
  /** Must be called when the work is over. */
  clear(): void;
}

/** Starts the time a request has. */
export function startDeadline(
  request: KubeRequest,
  options: { readonly clock: Clock; readonly defaultMs: number },
): Deadline {
  const { clock } = options;
  const timeoutMs = request.timeoutMs ?? options.defaultMs;
  const end = clock.now() + timeoutMs;
  const controller = new AbortController();
  const { signal: caller } = request;

  const onAbort = () => controller.abort(caller?.reason);
  const cancel = clock.schedule(() => {
    const what = describeRequest(request);
    controller.abort(
      new KubeTimeoutError(`No answer within ${timeoutMs} ms (${what})`),
    );
  }, timeoutMs);

  if (caller?.aborted) {
    onAbort();
  }
  caller?.addEventListener('abort', onAbort, { once: true });

  return {
    signal: controller.signal,
    left: () => end - clock.now(),
    clear() {
      cancel();
      caller?.removeEventListener('abort', onAbort);
    },
  };
}
