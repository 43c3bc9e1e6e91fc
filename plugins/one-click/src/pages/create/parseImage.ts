import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

export type Image = RolloutSpecInput['image'];

const DOCKER_HUB = 'docker.io';
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const IMAGE = new RegExp(
  `^(?:([A-Za-z0-9.-]+(?::[0-9]+)?)/)?(${COMPONENT}(?:/${COMPONENT})*)` +
    '(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$',
);

/** The options of `docker run` that have no value behind them. */
const FLAGS =
  /^(-[ditP]+|--(rm|detach|interactive|tty|init|privileged|read-only|publish-all|no-healthcheck))$/;

/** Only a first part with a dot, a port or this name is a registry, as for docker itself. */
function isRegistry(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost';
}

function imageOfCommand(text: string): string | undefined {
  const [program, command, ...words] = text.split(/\s+/);
  const isContainerTool = ['docker', 'podman', 'nerdctl'].includes(
    program ?? '',
  );
  if (!isContainerTool || !['run', 'pull', 'create'].includes(command ?? '')) {
    return undefined;
  }
  let at = 0;
  while (words[at]?.startsWith('-')) {
    const word = words[at] ?? '';
    at += FLAGS.test(word) || word.includes('=') ? 1 : 2;
  }
  return words[at];
}

const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/hub\.docker\.com\/_\/([^/?#]+).*$/, 'library/$1'],
  [/^https?:\/\/hub\.docker\.com\/r\/([^/?#]+\/[^/?#]+).*$/, '$1'],
  [/^https?:\/\/quay\.io\/repository\/([^/?#]+\/[^/?#]+).*$/, 'quay.io/$1'],
  [/^https?:\/\/((?:ghcr|quay|docker)\.io\/[^?#]+)$/, '$1'],
];

function imageOfPage(text: string): string {
  const page = PAGES.find(([pattern]) => pattern.test(text));
  return page ? text.replace(page[0], page[1]) : text;
}

/** Which registry and repository a name means; Docker Hub keeps its own images under library/. */
function place(first: string | undefined, rest: string) {
  if (first !== undefined && isRegistry(first) && first !== DOCKER_HUB) {
    return { registry: first, repository: rest };
  }
  const path =
    first === undefined || first === DOCKER_HUB ? rest : `${first}/${rest}`;
  const repository = path.includes('/') ? path : `library/${path}`;
  return { registry: DOCKER_HUB, repository };
}

/**
 * Reads an image as container tools write it; also from a `docker run` or
 * `docker pull` line and from the address of a registry's page. Without a tag
 * it is `latest`. Gives nothing for what is no image.
 */
export function parseImage(text: string): Image | undefined {
  const trimmed = text.trim();
  const name = imageOfPage(imageOfCommand(trimmed) ?? trimmed);
  const [, first, rest = '', tag = 'latest', digest] = IMAGE.exec(name) ?? [];
  if (!rest) {
    return undefined;
  }
  return { ...place(first, rest), tag, ...(digest && { digest }) };
}

/** The name that follows from an image: the last part of its repository. */
export function nameOfImage({ repository }: Image): string {
  const last = repository.split('/').at(-1) ?? '';
  return last
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}
