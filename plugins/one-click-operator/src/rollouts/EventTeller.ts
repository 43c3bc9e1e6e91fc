import {
  API_VERSION,
  KIND,
  ignoredScale,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { EventRecorder, Happening } from '../engine/events';
import { keyOf } from '../engine/store';

/** States that last. */
const SETTLED: ReadonlySet<string> = new Set(['Healthy', 'Paused']);

/** Tells by Kubernetes events what becomes of rollouts: only what is new, once. */
export class EventTeller {
  readonly #recorder: Pick<EventRecorder, 'record'>;
  /** The generation whose vain scaling was told, by rollout. */
  readonly #ignored = new Map<string, string>();

  constructor(recorder: Pick<EventRecorder, 'record'>) {
    this.#recorder = recorder;
  }

  /** A rollout fares otherwise than before: tells of a new cause of trouble, and of its end. */
  tellState(rollout: Rollout, status: RolloutStatus): void {
    const { state = '', causes: [cause] = [] } = status;
    const before = rollout.status;
    if (cause) {
      if (before?.causes?.[0]?.id !== cause.id) {
        const message = `${state}: ${cause.message}`;
        this.#record(rollout, { type: 'Warning', reason: cause.id, message });
      }
      return;
    }
    // What is on its way there is no news to anybody.
    if (SETTLED.has(state) && before?.state !== state) {
      this.#record(rollout, { type: 'Normal', reason: state, message: state });
    }
  }

  /** Somebody gave a number of instances where the autoscaler decides. */
  tellIgnoredScale(rollout: Rollout): void {
    const { namespace, name, uid, generation } = rollout.metadata;
    const asked = ignoredScale(rollout.spec);
    const key = keyOf(namespace, name);
    const stamp = `${uid} ${generation}`;
    if (asked === undefined || this.#ignored.get(key) === stamp) {
      return;
    }
    this.#ignored.set(key, stamp);
    this.#record(rollout, {
      type: 'Warning',
      reason: 'ScaleIgnored',
      message: `spec.replicas is ${asked}, but horizontalScale decides how many instances run: change its bounds`,
    });
  }

  /** Forgets a rollout that is gone. */
  forget(key: string): void {
    this.#ignored.delete(key);
  }

  #record(
    { metadata }: Rollout,
    what: Pick<Happening, 'type' | 'reason' | 'message'>,
  ): void {
    const { namespace, name, uid = '' } = metadata;
    const about = { apiVersion: API_VERSION, kind: KIND, namespace, name, uid };
    this.#recorder.record({ about, ...what });
  }
}
