import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import {
  readGoOperatorObjects,
  readOriginalInstallObjects,
} from '@one-click/fixtures';
import type { KubernetesObject } from '@one-click/fixtures';
import { CHILD_KINDS } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import type { V1ObjectMeta } from '@kubernetes/client-node';

/** An object the Go operator made, as a take-over reads it. */
export interface RecordedChild {
  readonly kind: ChildKind;
  readonly object: { readonly metadata: V1ObjectMeta };
}

/** A rollout the Go operator ran, with all that it made of it. */
export interface RecordedRollout {
  readonly rollout: Rollout;
  readonly children: readonly RecordedChild[];
}

function isChildKind(kind: string): kind is ChildKind {
  return (CHILD_KINDS as readonly string[]).includes(kind);
}

function toChild(object: KubernetesObject): RecordedChild[] {
  const { kind } = object;
  return isChildKind(kind)
    ? [{ kind, object: object as unknown as RecordedChild['object'] }]
    : [];
}

/** What the Go operator made, sorted by rollout. */
export function recordedRollouts(): RecordedRollout[] {
  const objects = [...readGoOperatorObjects(), ...readOriginalInstallObjects()];
  return objects
    .filter(({ kind }) => kind === 'Rollout')
    .map(rollout => ({
      rollout: rollout as unknown as Rollout,
      children: objects
        .filter(({ metadata }) =>
          metadata.ownerReferences?.some(
            ({ uid }) => uid === rollout.metadata.uid,
          ),
        )
        .flatMap(toChild),
    }));
}

/** One of them, by name. */
export function recordedRollout(name: string): RecordedRollout {
  const found = recordedRollouts().find(
    ({ rollout }) => rollout.metadata.name === name,
  );
  if (!found) {
    throw new Error(`No rollout '${name}' was recorded`);
  }
  return found;
}

/** One child of a recorded rollout. */
export function childOf(
  { children }: RecordedRollout,
  kind: ChildKind,
  name?: string,
): RecordedChild {
  const found = children.find(
    child =>
      child.kind === kind &&
      (name === undefined || child.object.metadata.name === name),
  );
  if (!found) {
    throw new Error(`No ${kind} '${name}' was recorded`);
  }
  return found;
}
