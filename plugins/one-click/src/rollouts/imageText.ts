import type { RolloutSummary } from '@one-click/backstage-plugin-one-click-common';

type Image = RolloutSummary['image'];

/** The whole image, as container tools write it. */
export function imageText(image: Image): string {
  const digest = image.digest ? `@${image.digest}` : '';
  return `${image.registry}/${image.repository}:${image.tag}${digest}`;
}

/** The image without what is the same for its neighbours: `…/web:2.4`. */
export function shortImageText({ repository, tag }: Image): string {
  const name = repository.split('/').at(-1) ?? repository;
  return name === repository ? `${name}:${tag}` : `…/${name}:${tag}`;
}
