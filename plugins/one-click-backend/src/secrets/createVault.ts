import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import type { ClusterClients } from '../clusters/ClusterClients';
import type { ClusterFleet } from '../clusters/ClusterFleet';
import { world } from '../world';
import { ClusterSecretVault } from './ClusterSecretVault';
import type { SecretVault } from './SecretVault';

/** The way to secret values in the clusters of a fleet. */
export function createVault(live: {
  readonly clients: ClusterClients<KubeClient>;
  readonly fleet: ClusterFleet;
}): SecretVault {
  const { clients, fleet } = live;
  const { clock } = world;
  const gateway = (name: string) => fleet.gateway(name);
  return new ClusterSecretVault({ clients, gateway, clock });
}
