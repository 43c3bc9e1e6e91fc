import type { Rule } from './rule';

interface Mount {
  readonly name?: string | undefined;
  readonly mountPath: string;
}

interface Mounting {
  readonly name: string;
  readonly volumes?: readonly Mount[] | undefined;
}

interface SpecView {
  readonly volumes?: readonly Mount[] | undefined;
  readonly files?: readonly Mount[] | undefined;
  readonly initContainers?: readonly Mounting[] | undefined;
  readonly sidecars?: readonly Mounting[] | undefined;
  readonly cronjobs?: readonly Mounting[] | undefined;
  readonly rolloutStrategy?: string | undefined;
  readonly rollingUpdate?: object | undefined;
}

function sharedPaths({ volumes = [], files = [] }: SpecView): string[] {
  const paths = [...volumes, ...files].map(({ mountPath }) => mountPath);
  return paths.filter((path, index) => paths.indexOf(path) !== index);
}

/** No two volumes or files of the main container share a path. */
export const mountPathsDiffer: Rule<SpecView> = {
  cel: '(!has(self.volumes) || self.volumes.all(v, self.volumes.exists_one(o, o.mountPath == v.mountPath))) && (!has(self.volumes) || !has(self.files) || self.volumes.all(v, !self.files.exists(f, f.mountPath == v.mountPath)))',
  message:
    'two volumes or files have the same mountPath: give each a path of its own',
  field: 'volumes',
  holds: spec => sharedPaths(spec).length === 0,
};

function unknownMounts(spec: SpecView): string[] {
  const known = new Set(spec.volumes?.map(({ name }) => name));
  const containers = [
    ...(spec.initContainers ?? []),
    ...(spec.sidecars ?? []),
    ...(spec.cronjobs ?? []),
  ];
  return containers
    .filter(({ volumes = [] }) => volumes.some(({ name }) => !known.has(name)))
    .map(({ name }) => name);
}

function mountsExistIn(list: string): string {
  return `(!has(self.${list}) || self.${list}.all(c, !has(c.volumes) || c.volumes.all(m, has(self.volumes) && self.volumes.exists(v, v.name == m.name))))`;
}

/** Jobs, init containers and sidecars mount only volumes the rollout has. */
export const mountsExist: Rule<SpecView> = {
  cel: ['initContainers', 'sidecars', 'cronjobs']
    .map(mountsExistIn)
    .join(' && '),
  message:
    'a job, init container or sidecar mounts a volume the rollout does not have: add it to volumes or correct the name',
  field: 'volumes',
  holds: spec => unknownMounts(spec).length === 0,
};

/** Bounds of a rolling update make no sense where instances are recreated. */
export const strategyFits: Rule<SpecView> = {
  cel: "!has(self.rollingUpdate) || !has(self.rolloutStrategy) || self.rolloutStrategy.lowerAscii() != 'recreate'",
  message:
    'rollingUpdate has no meaning where rolloutStrategy is recreate: remove one of the two',
  field: 'rollingUpdate',
  holds: ({ rollingUpdate, rolloutStrategy }) =>
    rollingUpdate === undefined ||
    rolloutStrategy?.toLowerCase() !== 'recreate',
};
