import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Facade } from './RolloutRecord';

/** What lists show of a spec: its image and the addresses it asks for. */
export function toFacade(spec: RolloutSpecInput): Facade {
  const { registry, repository, tag, digest } = spec.image;
  return {
    image: {
      registry,
      repository,
      tag,
      ...(digest !== undefined && { digest }),
    },
    hosts: hostsOf(spec),
  };
}

function hostsOf(spec: RolloutSpecInput): Facade['hosts'] {
  const seen = new Set<string>();
  return (spec.interfaces ?? [])
    .flatMap(({ ingress }) => ingress?.rules ?? [])
    .map(({ host, path, tls }) => ({
      host,
      path: path ?? '/',
      tls: tls ?? false,
    }))
    .filter(({ host, path }) => {
      const isNew = host !== '' && !seen.has(`${host}${path}`);
      seen.add(`${host}${path}`);
      return isNew;
    });
}
