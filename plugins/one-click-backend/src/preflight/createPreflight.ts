import type { Feature, FeatureContext } from '../feature';
import { HostLookup } from '../hosts/HostLookup';
import { IngressIndex } from '../hosts/IngressIndex';
import {
  childrenCheck,
  classesCheck,
  createHostsCheck,
  createImageCheck,
  createNodesCheck,
  createPolicyCheck,
  createVolumesCheck,
  instanceCheck,
  portsCheck,
  quotaCheck,
  referencesCheck,
  rolloutCheck,
} from './checks';
import { DefaultPreflightService } from './DefaultPreflightService';
import type { ImageInspector } from './ImageInspector';
import { KubePreflightCluster } from './KubePreflightCluster';
import { createPreflightRoutes } from './routes';
import type { PreflightOperation } from './routes';

/** Puts together what is found out before a save. */
export function createPreflight(
  context: FeatureContext,
  parts: { readonly images: ImageInspector },
): Feature<PreflightOperation> {
  const { access, clients, clusters, rules, state, world } = context;
  const { stores } = state;
  const hosts = new HostLookup({
    stores,
    rules: access.rules,
    ingresses: new IngressIndex({ clients, now: world.now }),
  });
  const nodesOf = (cluster: string) => clusters.get(cluster).nodes;
  const platformsOf = (cluster: string) => nodesOf(cluster)?.platforms;
  const storageClasses = (cluster: string) => clusters.storageClasses(cluster);
  const preflights = DefaultPreflightService.create({
    stores,
    clock: world.clock,
    cluster(name) {
      const client = clients.find(name);
      return client && new KubePreflightCluster(client);
    },
    checks: [
      createPolicyCheck(rules),
      rolloutCheck,
      childrenCheck,
      instanceCheck,
      createImageCheck({ ...parts, platformsOf }),
      createHostsCheck(hosts),
      classesCheck,
      quotaCheck,
      createNodesCheck(nodesOf),
      createVolumesCheck({ stores, storageClasses }),
      portsCheck,
      referencesCheck,
    ],
  });
  return { routes: createPreflightRoutes({ preflights, hosts }) };
}
