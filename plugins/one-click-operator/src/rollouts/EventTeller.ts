import {
  API_VERSION,
  KIND,
  ignoredScale,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Rollout,
  RolloutStatus,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { EventRecorder } from '../engine/events';
import { keyOf } from '../engine/store';

/** Tells by Kubernetes events what becomes of rollouts: only what is new, once. */
export class EventTeller {
  readonly #recorder: Pick<EventRecorder, 'record'>;
  /** The generation whose vain scaling was told, by rollout. */
  readonly #ignored = new Map<string, string>();

  constructor(recorder: Pick<EventRecorder, 'record'>) {
    this.#recorder = recorder;
  }

  /** A rollout fares otherwise than before. */
  tellState(rollout: Rollout, status: RolloutStatus): void {
    const { state = '', causes = [] } = status;
    if (rollout.status?.state === state) {
      return;
    }
    const [cause] = causes;
    this.#recorder.record({
      about: subjectOf(rollout),
      type: cause ? 'Warning' : 'Normal',
      reason: cause?.id ?? state,
      message: cause ? `${state}: ${cause.message}` : state,
    });
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
    this.#recorder.record({
      about: subjectOf(rollout),
      type: 'Warning',
      reason: 'ScaleIgnored',
      message: `spec.replicas is ${asked}, but horizontalScale decides how many instances run: change its bounds`,
    });
  }

  /** Forgets a rollout that is gone. */
  forget(key: string): void {
    this.#ignored.delete(key);
  }
}

function subjectOf({ metadata }: Rollout) {
  const { namespace, name, uid = '' } = metadata;
  return { apiVersion: API_VERSION, kind: KIND, namespace, name, uid };
}
