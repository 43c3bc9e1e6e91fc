/** Proves to a registry who asks. */
export interface SignIn {
  readonly username: string;
  readonly password: string;
}

/** A repository as images name it. */
export interface RepositoryRef {
  /** Host, with port and leading path where it has them: `docker.io`, `registry.example.com:5000/team`. */
  readonly registry: string;
  readonly repository: string;
}

/** Where a repository is asked for. */
export interface RepositoryAddress {
  /** The registry's host as images and configuration name it, with port: what budgets and states are kept by. */
  readonly host: string;
  /** The host that speaks the registry's API. */
  readonly apiHost: string;
  readonly path: string;
}

const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_NAMES = [
  DOCKER_HUB,
  'index.docker.io',
  'registry-1.docker.io',
];

/** Where to ask for a repository; Docker Hub speaks at another host than it is named by. */
export function toAddress(ref: RepositoryRef): RepositoryAddress {
  const [named = '', ...leading] = ref.registry.toLowerCase().split('/');
  const path = [...leading, ref.repository].join('/');
  if (!DOCKER_HUB_NAMES.includes(named)) {
    return { host: named, apiHost: named, path };
  }
  return {
    host: DOCKER_HUB,
    apiHost: 'registry-1.docker.io',
    path: path.includes('/') ? path : `library/${path}`,
  };
}
