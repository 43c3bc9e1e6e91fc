/** A step into a spec: a field, or the item of a list that has this key. */
export type PathSegment = string | { readonly key: string };

/** A way into a spec. */
export type SpecPath = readonly PathSegment[];

const KEY_FIELDS: Readonly<Record<string, string>> = {
  env: 'name',
  secrets: 'name',
  secretsFrom: 'name',
  files: 'mountPath',
  volumes: 'name',
  interfaces: 'name',
  initContainers: 'name',
  sidecars: 'name',
  cronjobs: 'name',
};

/** Lists whose order means something: later variables use earlier ones, containers start in turn. */
const ORDERED = new Set(['env', 'secretsFrom', 'initContainers', 'sidecars']);

function lastField(path: SpecPath): string {
  const last = path.at(-1);
  return typeof last === 'string' ? last : '';
}

/**
 * The field that tells the items of a list apart, or `undefined` for a list that
 * is one value. Below jobs and containers, `volumes` are mounts, told apart by path.
 */
export function keyFieldOf(path: SpecPath): string | undefined {
  const field = lastField(path);
  if (path.length === 1) {
    return KEY_FIELDS[field];
  }
  // A key of a text map may be called like a list; only list items nest lists.
  if (typeof path.at(-2) === 'string') {
    return undefined;
  }
  return field === 'volumes' ? 'mountPath' : KEY_FIELDS[field];
}

/** Whether the order of a list's items means something. */
export function isOrdered(path: SpecPath): boolean {
  return keyFieldOf(path) === undefined || ORDERED.has(lastField(path));
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

function formatSegment(segment: PathSegment, index: number): string {
  if (typeof segment === 'object') {
    return `[${segment.key}]`;
  }
  if (!PLAIN.test(segment)) {
    return `[${segment}]`;
  }
  return index === 0 ? segment : `.${segment}`;
}

function isVariableValue(path: SpecPath): boolean {
  return path.at(-1) === 'value' && path.at(-3) === 'env';
}

/** A path as people read it: `image.tag`, `env[LOG_LEVEL]`, `podLabels[app.kubernetes.io/name]`. */
export function formatPath(path: SpecPath): string {
  const shown = isVariableValue(path) ? path.slice(0, -1) : path;
  return shown.map(formatSegment).join('');
}

/** Whether one path lies at or below the other, or the other way round. */
export function pathsOverlap(left: SpecPath, right: SpecPath): boolean {
  const shorter = Math.min(left.length, right.length);
  return left
    .slice(0, shorter)
    .every((segment, index) => isSameSegment(segment, right[index]));
}

function isSameSegment(
  left: PathSegment,
  right: PathSegment | undefined,
): boolean {
  if (typeof left === 'object' && typeof right === 'object') {
    return left.key === right.key;
  }
  return left === right;
}

/** The page of a rollout where a field is changed. */
export type Section =
  | 'image'
  | 'scale'
  | 'network'
  | 'volumes'
  | 'environment'
  | 'jobs'
  | 'yaml';

const SECTIONS: Readonly<Record<string, Section>> = {
  image: 'image',
  replicas: 'scale',
  horizontalScale: 'scale',
  resources: 'scale',
  interfaces: 'network',
  volumes: 'volumes',
  env: 'environment',
  secrets: 'environment',
  secretsFrom: 'environment',
  files: 'environment',
  cronjobs: 'jobs',
};

/** The page where the field at a path is changed; what no form holds is on `yaml`. */
export function sectionOf(path: SpecPath): Section {
  const [first] = path;
  return (typeof first === 'string' && SECTIONS[first]) || 'yaml';
}

/** Whether the field at a path holds, or contains nothing but, a plaintext secret. */
export function isSecretPath(path: SpecPath): boolean {
  const [first, , third] = path;
  const [owner, field] =
    first === 'cronjobs' ? [third, path[3]] : [first, path[1]];
  return owner === 'secrets' || (owner === 'image' && field === 'password');
}
