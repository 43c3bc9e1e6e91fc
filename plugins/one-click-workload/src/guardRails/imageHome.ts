import type { Image } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_NAMES: ReadonlySet<string> = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/** Whether the first part of an image's name is a host, as container runtimes see it. */
function isHost(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost' || /[A-Z]/.test(part);
}

function split(name: string): { readonly host: string; readonly path: string } {
  const [first = '', ...rest] = name.split('/');
  if (!isHost(first)) {
    return { host: DOCKER_HUB, path: name };
  }
  const host = DOCKER_HUB_NAMES.has(first) ? DOCKER_HUB : first.toLowerCase();
  return { host, path: rest.join('/') };
}

/**
 * The full name of an image without its tag, as container runtimes complete
 * it: `acme/web` is `docker.io/acme/web` to them, and `docker.io/nginx` is
 * `docker.io/library/nginx`.
 */
export function imageHome({
  registry,
  repository,
}: Pick<Image, 'registry' | 'repository'>): string {
  const name = registry === '' ? repository : `${registry}/${repository}`;
  const { host, path } = split(name);
  const isOfficial = host === DOCKER_HUB && !path.includes('/');
  return isOfficial ? `${host}/library/${path}` : `${host}/${path}`;
}

/** Whether an image of that full name lies within an allowed registry or path of one. */
export function isWithin(home: string, allowed: string): boolean {
  const { host, path } = split(allowed);
  const start = path === '' ? host : `${host}/${path}`;
  return home === start || home.startsWith(`${start}/`);
}
