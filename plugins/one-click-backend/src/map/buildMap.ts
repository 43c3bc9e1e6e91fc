import type { MapNode } from '@one-click/backstage-plugin-one-click-common';
import { nameOf, toText, uidOf } from '../live/objects';
import type { Described } from '../live/objects';
import { describeClaim } from './describeClaim';
import {
  describeAutoscaler,
  describeIngress,
  describeService,
} from './describeNetwork';
import { describePod } from './describePod';
import {
  describeCronJob,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeRollout,
} from './describeWorkload';
import { findEdges } from './findEdges';
import { findMembers } from './findMembers';
import type { MapObjects } from './MapObjects';
import { aState } from './NodeState';
import type { NodeState } from './NodeState';
import { toContainers } from './toContainers';

/** Of a Secret or ConfigMap nothing is known but that it exists. */
const EXISTS = aState('ok', 'Exists');

/** The nodes of a rollout's map, among all objects of its namespace. */
export function buildMap(all: MapObjects, rollout: string): MapNode[] {
  const members = findMembers(all, rollout);
  const edges = findEdges(members);
  const nodes = <T extends Described>(
    kind: MapNode['kind'],
    objects: readonly T[],
    describe: (object: T) => NodeState & Pick<MapNode, 'containers'>,
  ): MapNode[] =>
    objects.map(object => {
      const createdAt = toText(object.metadata?.creationTimestamp);
      return {
        id: uidOf(object),
        kind,
        name: nameOf(object),
        ...describe(object),
        ...(createdAt && { createdAt }),
        edges: [...(edges.get(uidOf(object)) ?? [])],
      };
    });
  return [
    ...nodes('Rollout', members.rollouts, describeRollout),
    ...nodes('Deployment', members.deployments, describeDeployment),
    ...nodes('ReplicaSet', members.replicaSets, describeReplicaSet),
    ...nodes('Pod', members.pods, pod => ({
      ...describePod(pod),
      containers: toContainers(pod),
    })),
    ...nodes('Service', members.services, service =>
      describeService(service, members.pods),
    ),
    ...nodes('Ingress', members.ingresses, describeIngress),
    ...nodes(
      'HorizontalPodAutoscaler',
      members.autoscalers,
      describeAutoscaler,
    ),
    ...nodes('PersistentVolumeClaim', members.claims, describeClaim),
    ...nodes('Secret', members.secrets, () => EXISTS),
    ...nodes('ConfigMap', members.configMaps, () => EXISTS),
    ...nodes('CronJob', members.cronJobs, describeCronJob),
    ...nodes('Job', members.jobs, describeJob),
  ];
}
