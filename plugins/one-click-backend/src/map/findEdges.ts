import type { MapEdge } from '@one-click/backstage-plugin-one-click-common';
import { nameOf, uidOf } from '../live/objects';
import type { Described } from '../live/objects';
import { listObjects } from './MapObjects';
import type { MapObjects } from './MapObjects';
import {
  backendsOf,
  certificatesOf,
  findMentions,
  podSpecOf,
  selects,
} from './mentions';

/** The edges that leave each object, by uid. */
export type Edges = ReadonlyMap<string, readonly MapEdge[]>;

/** How the objects of a rollout hang together, by what they really say. */
export function findEdges(members: MapObjects): Edges {
  const edges = new Map<string, MapEdge[]>();
  const add = (from: string, type: MapEdge['type'], to: Described) =>
    edges.set(from, [...(edges.get(from) ?? []), { type, to: uidOf(to) }]);

  addOwners(members, add);
  addTraffic(members, add);
  addMentions(members, add);
  return edges;
}

type Add = (from: string, type: MapEdge['type'], to: Described) => void;

function addOwners(members: MapObjects, add: Add): void {
  const objects = listObjects(members);
  const uids = new Set(objects.map(uidOf));
  for (const object of objects) {
    for (const { uid } of object.metadata?.ownerReferences ?? []) {
      if (uids.has(uid)) {
        add(uid, 'owns', object);
      }
    }
  }
}

function addTraffic(members: MapObjects, add: Add): void {
  const { services, ingresses, autoscalers, pods, deployments } = members;
  for (const service of services) {
    pods
      .filter(pod => selects(service, pod))
      .forEach(pod => add(uidOf(service), 'selects', pod));
  }
  for (const ingress of ingresses) {
    const backends = backendsOf(ingress);
    services
      .filter(service => backends.has(nameOf(service)))
      .forEach(service => add(uidOf(ingress), 'routes', service));
  }
  for (const autoscaler of autoscalers) {
    const { name } = autoscaler.spec?.scaleTargetRef ?? {};
    deployments
      .filter(deployment => nameOf(deployment) === name)
      .forEach(deployment => add(uidOf(autoscaler), 'scales', deployment));
  }
}

function addMentions(members: MapObjects, add: Add): void {
  const { deployments, cronJobs, pods, ingresses, secrets } = members;
  for (const object of [...deployments, ...cronJobs, ...pods]) {
    const mentions = findMentions(podSpecOf(object));
    const mentioned = [
      ...members.claims.filter(each => mentions.claims.has(nameOf(each))),
      ...secrets.filter(each => mentions.secrets.has(nameOf(each))),
      ...members.configMaps.filter(each =>
        mentions.configMaps.has(nameOf(each)),
      ),
    ];
    mentioned.forEach(each => add(uidOf(object), 'mounts', each));
  }
  for (const ingress of ingresses) {
    const names = certificatesOf(ingress);
    secrets
      .filter(each => names.has(nameOf(each)))
      .forEach(each => add(uidOf(ingress), 'mounts', each));
  }
}
