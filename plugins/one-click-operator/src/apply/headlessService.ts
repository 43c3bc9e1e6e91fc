import { serviceName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Refusal } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildRecord } from '../cluster/records/ChildRecord';

type LiveService = ChildRecord<'Service'>;

/**
 * Why a headless Service cannot get an address; `undefined` where none is asked
 * for. The API server takes such a change without a word, and leaves the
 * Service headless.
 */
export function refuseAddress(
  { metadata, spec }: Rollout,
  live: LiveService,
): Refusal | undefined {
  const { name } = live.metadata;
  const interfaces = spec.interfaces ?? [];
  const index = interfaces.findIndex(
    each => serviceName(metadata.name, each.name) === name,
  );
  const isHeadless = live.spec?.clusterIP === 'None';
  if (!isHeadless || index < 0 || interfaces[index]?.headless === true) {
    return undefined;
  }
  const field = `spec.interfaces[${index}].headless`;
  const message =
    'cannot be changed once the interface exists: remove the interface, save, and add it again';
  return {
    kind: 'Service',
    name,
    message: `${field} ${message}`,
    fields: [{ field, message }],
  };
}
