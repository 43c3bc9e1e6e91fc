import { filesName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { inlineFiles } from '../pod/files';
import type { ChildObject } from './Child';
import { ownedMetadata } from './childMetadata';

/** Builds the ConfigMap that holds the files written in the rollout itself, or `undefined` without such files. */
export function buildFilesConfigMap(
  rollout: Rollout,
): ChildObject<'ConfigMap'> | undefined {
  const files = inlineFiles(rollout);
  if (files.length === 0) {
    return undefined;
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: ownedMetadata(rollout, filesName(rollout.metadata.name)),
    data: Object.fromEntries(files.map(({ key, content }) => [key, content])),
  };
}
