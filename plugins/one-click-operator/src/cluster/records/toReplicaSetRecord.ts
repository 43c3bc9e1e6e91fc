import type { V1ReplicaSet } from '@kubernetes/client-node';
import {
  REVISION_ANNOTATION,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toRecordMetadata } from './recordMetadata';
import { toTemplateMark } from './templateMark';

const KEEP = { annotations: [REVISION_ANNOTATION], labels: [ROLLOUT_LABEL] };

const ANY = {};

/** Cuts a ReplicaSet down to what the status reads. */
export function toReplicaSetRecord(set: V1ReplicaSet): V1ReplicaSet {
  const { replicas, template } = set.spec ?? {};
  const { conditions } = set.status ?? {};
  return {
    metadata: toRecordMetadata(set.metadata, KEEP),
    spec: {
      ...(replicas !== undefined && { replicas }),
      selector: ANY,
      template: toTemplateMark(template),
    },
    ...(conditions && { status: { replicas: 0, conditions } }),
  };
}
