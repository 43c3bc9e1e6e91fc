import {
  selectorLabels,
  serviceName,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

/** Builds one Service for each interface. The protocol is spelled out, since it is part of a port's identity. */
export function buildServices(rollout: Rollout): ChildObject<'Service'>[] {
  const { metadata, spec } = rollout;
  return (spec.interfaces ?? []).map(({ name, port, ...reach }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: ownedMetadata(rollout, serviceName(metadata.name, name)),
    spec: {
      ...(reach.headless === true && { clusterIP: 'None' }),
      selector: { ...selectorLabels(metadata) },
      ports: [
        {
          name,
          port,
          protocol: reach.protocol ?? 'TCP',
          targetPort: reach.targetPort ?? port,
        },
      ],
    },
  }));
}
