import type {
  V1KeyToPath,
  V1Volume,
  V1VolumeMount,
} from '@kubernetes/client-node';
import { filesName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  FileMount,
  FileRef,
  Rollout,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { shortHash } from '../checksum';
import { compact } from '../compact';

// Two dashes before a part without any: no `<volume>-<rollout>` can read so.
const INLINE_VOLUME = 'files--inline';
const MAX_BASE_NAME_LENGTH = 200;

/** A file written in the rollout itself, and its key in the ConfigMap. */
export interface InlineFile {
  readonly key: string;
  readonly mountPath: string;
  readonly content: string;
  readonly mode: number | undefined;
}

/** Tells files apart by where they appear, so that reordering the list changes nothing. */
function keyOf(mountPath: string): string {
  const baseName = mountPath.split('/').pop() ?? '';
  const readable = baseName
    .replace(/[^-._a-zA-Z0-9]/g, '_')
    .slice(0, MAX_BASE_NAME_LENGTH);
  return `${shortHash(mountPath)}-${readable}`;
}

/** The files written in the rollout itself, in the order given. */
export function inlineFiles(rollout: Rollout): InlineFile[] {
  return (rollout.spec.files ?? []).flatMap(({ mountPath, content, mode }) =>
    content === undefined
      ? []
      : [{ key: keyOf(mountPath), mountPath, content, mode }],
  );
}

function toItem(key: string, mode: number | undefined): V1KeyToPath {
  return compact<V1KeyToPath>({ key, path: key, mode });
}

function inlineVolume(rollout: Rollout): V1Volume[] {
  const files = inlineFiles(rollout);
  if (files.length === 0) {
    return [];
  }
  const items = files.map(({ key, mode }) => toItem(key, mode));
  const name = filesName(rollout.metadata.name);
  return [{ name: INLINE_VOLUME, configMap: { name, items } }];
}

function referenceOf({
  secretRef,
  configMapRef,
}: FileMount): FileRef | undefined {
  return secretRef ?? configMapRef;
}

function referenceVolumeName({ mountPath }: FileMount): string {
  return `files--${shortHash(mountPath)}`;
}

function toReferenceVolume(file: FileMount): V1Volume {
  const name = referenceVolumeName(file);
  const { name: source, key, optional } = referenceOf(file) ?? { name: '' };
  const common = {
    items: key === undefined ? undefined : [toItem(key, file.mode)],
    defaultMode: key === undefined ? file.mode : undefined,
    optional,
  };
  return compact<V1Volume>({
    name,
    secret: file.secretRef && compact({ secretName: source, ...common }),
    configMap: file.configMapRef && compact({ name: source, ...common }),
  });
}

/** The pod's volumes behind a rollout's files. */
export function fileVolumes(rollout: Rollout): V1Volume[] {
  const references = (rollout.spec.files ?? []).filter(referenceOf);
  return [...inlineVolume(rollout), ...references.map(toReferenceVolume)];
}

/** Where the program's container sees a rollout's files. A single file is mounted over its folder, not instead of it. */
export function fileMounts(rollout: Rollout): V1VolumeMount[] {
  return (rollout.spec.files ?? []).map(file => {
    const { mountPath, content } = file;
    if (content !== undefined) {
      return { name: INLINE_VOLUME, mountPath, subPath: keyOf(mountPath) };
    }
    return compact<V1VolumeMount>({
      name: referenceVolumeName(file),
      mountPath,
      subPath: referenceOf(file)?.key,
    });
  });
}
