import {
  JOB_OWNER_LABEL,
  ROLLOUT_LABEL,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { nameOf, uidOf } from '../live/objects';
import type { Described, Service } from '../live/objects';
import { filterObjects, listObjects } from './MapObjects';
import type { MapObjects } from './MapObjects';
import {
  backendsOf,
  certificatesOf,
  findMentions,
  podSpecOf,
  selects,
} from './mentions';

/**
 * The objects of one rollout among those of its namespace: what it owns, by
 * however many steps; what carries its labels, as claims do that outlive it;
 * what its pods mention; and what really leads to its pods. Secrets that only
 * carry its labels are left out: they are kept for rollbacks.
 */
export function findMembers(all: MapObjects, rollout: string): MapObjects {
  const uids = findOwned(all, rollout);
  const has = (object: Described) => uids.has(uidOf(object));
  const add = (objects: readonly Described[]) =>
    objects.forEach(object => uids.add(uidOf(object)));

  const owned = filterObjects(all, has);
  add(all.services.filter(each => owned.pods.some(pod => selects(each, pod))));
  add(ingressesTo(all, all.services.filter(has)));
  add(
    all.autoscalers.filter(({ spec }) =>
      owned.deployments.some(
        each =>
          spec?.scaleTargetRef.kind === 'Deployment' &&
          spec.scaleTargetRef.name === nameOf(each),
      ),
    ),
  );
  add(findMentioned(all, filterObjects(all, has)));
  return filterObjects(all, has);
}

function findOwned(all: MapObjects, rollout: string): Set<string> {
  const objects = listObjects(all);
  const { secrets, configMaps, rollouts } = all;
  const nameless = new Set<Described>([...secrets, ...configMaps, ...rollouts]);
  const uids = new Set(
    [
      ...rollouts.filter(each => nameOf(each) === rollout),
      ...objects.filter(
        each => !nameless.has(each) && isLabelled(each, rollout),
      ),
    ].map(uidOf),
  );
  for (let before = -1; before !== uids.size; ) {
    before = uids.size;
    for (const object of objects) {
      const owners = object.metadata?.ownerReferences ?? [];
      if (owners.some(({ uid }) => uids.has(uid))) {
        uids.add(uidOf(object));
      }
    }
  }
  return uids;
}

/** Whether an object, such as a pod, carries the labels of a rollout or of a run of its jobs. */
export function isLabelled({ metadata }: Described, rollout: string): boolean {
  const labels = metadata?.labels ?? {};
  return (
    labels[ROLLOUT_LABEL] === rollout || labels[JOB_OWNER_LABEL] === rollout
  );
}

function ingressesTo(all: MapObjects, services: readonly Service[]) {
  const names = services.map(nameOf);
  return all.ingresses.filter(ingress => {
    const backends = backendsOf(ingress);
    return names.some(name => backends.has(name));
  });
}

function findMentioned(all: MapObjects, members: MapObjects) {
  const { deployments, cronJobs, jobs, pods, ingresses } = members;
  const mentions = [...deployments, ...cronJobs, ...jobs, ...pods].map(each =>
    findMentions(podSpecOf(each)),
  );
  const certificates = ingresses.map(certificatesOf);
  return [
    ...all.claims.filter(each =>
      mentions.some(({ claims }) => claims.has(nameOf(each))),
    ),
    ...all.secrets.filter(
      each =>
        mentions.some(({ secrets }) => secrets.has(nameOf(each))) ||
        certificates.some(names => names.has(nameOf(each))),
    ),
    ...all.configMaps.filter(each =>
      mentions.some(({ configMaps }) => configMaps.has(nameOf(each))),
    ),
  ];
}
