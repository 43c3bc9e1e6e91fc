import { InputError } from '@backstage/errors';

/** The parts of an image's name, as a rollout's spec holds them. */
export interface ImageName {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string;
}

const DOCKER_HUB = 'docker.io';

/**
 * Takes an image's name apart the way `docker pull` does: no registry means
 * Docker Hub, no path there means an official image, no tag means `latest`.
 * Throws InputError for what cannot be a name; the schema judges the parts.
 */
export function parseImage(text: string): ImageName {
  const trimmed = text.trim();
  const [name = '', digest, ...rest] = trimmed.split('@');
  const { path, tag } = splitTag(name);
  if (!path || /\s|:\/\//.test(trimmed) || rest.length > 0 || tag === '') {
    throw new InputError(
      `'${text}' is not the name of an image: write it as in 'ghcr.io/acme/web:2.4'`,
    );
  }
  const parts = { ...splitRegistry(path), tag: tag ?? 'latest' };
  return digest ? { ...parts, digest } : parts;
}

function splitTag(name: string): { path: string; tag?: string } {
  // A colon before the last slash belongs to the registry's port.
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0
    ? { path: name }
    : { path: name.slice(0, colon), tag: name.slice(colon + 1) };
}

function splitRegistry(path: string): { registry: string; repository: string } {
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  if (/[.:]|^localhost$/.test(first)) {
    const repository = path.slice(slash + 1);
    return { registry: first, repository: official(first, repository) };
  }
  return { registry: DOCKER_HUB, repository: official(DOCKER_HUB, path) };
}

function official(registry: string, repository: string): string {
  return registry === DOCKER_HUB && !repository.includes('/')
    ? `library/${repository}`
    : repository;
}
