import type {
  ImageInspection,
  Platform,
} from '@one-click/backstage-plugin-one-click-common';
import { imageText } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ContainerImage,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { imageInspectRequestSchema } from '@one-click/backstage-plugin-one-click-common';
import { ALL_WELL, joinOutcomes } from '../Check';
import type { Check, CheckOutcome, NewFinding } from '../Check';
import type { ImageInspector } from '../ImageInspector';
import type { Draft, Trial } from '../Trial';

/** What the nodes of a cluster run; absent while that is not known. */
export type PlatformsOf = (cluster: string) => readonly Platform[] | undefined;

interface NamedImage {
  readonly field: string;
  readonly image: ContainerImage;
}

/** Whether every image exists, may be pulled and fits the nodes. */
export function createImageCheck(options: {
  readonly images: ImageInspector;
  readonly platformsOf: PlatformsOf;
}): Check {
  const { images, platformsOf } = options;
  return {
    id: 'image',
    async run({ draft }: Trial, signal) {
      const { cluster } = draft.access.project;
      const platforms = platformsOf(cluster) ?? [];
      const outcomes = await Promise.all(
        imagesOf(draft.spec).map(async named => {
          const found = await inspect(images, { draft, named, signal });
          return judge(named, found, { cluster, platforms });
        }),
      );
      return joinOutcomes(outcomes);
    },
  };
}

/** Every image of a spec, each once. */
function imagesOf(spec: RolloutSpecInput): NamedImage[] {
  const beside = (['initContainers', 'sidecars'] as const).flatMap(list =>
    (spec[list] ?? []).map(({ image }, index) => ({
      field: `spec.${list}[${index}].image`,
      image,
    })),
  );
  const jobs = (spec.cronjobs ?? []).flatMap(({ image }, index) =>
    image ? [{ field: `spec.cronjobs[${index}].image`, image }] : [],
  );
  const all = [{ field: 'spec.image', image: spec.image }, ...beside, ...jobs];
  return all.filter(
    ({ image }, index) =>
      all.findIndex(other => imageText(other.image) === imageText(image)) ===
      index,
  );
}

interface Inspection {
  readonly draft: Draft;
  readonly named: NamedImage;
  readonly signal: AbortSignal;
}

async function inspect(
  images: ImageInspector,
  { draft, named, signal }: Inspection,
): Promise<ImageInspection> {
  const { registry, repository, tag, digest } = named.image;
  // The form tag@sha256:… is taken as well.
  const [plainTag, own] = tag.split('@');
  const request = imageInspectRequestSchema.safeParse({
    registry,
    repository,
    ...(plainTag && { tag: plainTag }),
    ...((digest ?? own) && { digest: digest ?? own }),
    ...(draft.existing && { rollout: draft.name }),
  });
  if (!request.success) {
    const sentence = `'${imageText(named.image)}' cannot be looked up`;
    return { problem: { id: 'unexpected', sentence } };
  }
  return images.inspect(draft.access, request.data, { signal });
}

interface Place {
  readonly cluster: string;
  readonly platforms: readonly Platform[];
}

function judge(
  named: NamedImage,
  { image, problem, nearestTags = [] }: ImageInspection,
  place: Place,
): CheckOutcome {
  if (image) {
    const findings = [
      ...judgePlatforms(named, image.platforms, place),
      ...judgeTag(named),
    ];
    return { findings };
  }
  switch (problem?.id) {
    case 'notFound':
      return { findings: [toAbsent(named, nearestTags)] };
    case 'signInRefused':
      return { findings: [toRefused(named)] };
    default:
      return {
        ...ALL_WELL,
        unknown: `${
          problem?.sentence ?? 'The registry was not asked'
        }. You can go on; the cluster will try`,
      };
  }
}

function toAbsent(
  { field, image }: NamedImage,
  nearestTags: readonly string[],
): NewFinding {
  const { registry, repository, tag, digest } = image;
  const what = digest === undefined ? `tag ${tag}` : `image ${digest}`;
  return {
    code: 'not-found',
    field: `${field}.${digest === undefined ? 'tag' : 'digest'}`,
    severity: 'error',
    message: `The registry has no ${what} for ${registry}/${repository}`,
    remedy:
      nearestTags.length > 0
        ? `Choose another tag: the nearest are ${nearestTags.join(', ')}`
        : 'Choose another image or tag',
  };
}

/** Nodes may have a sign-in of their own, so that the cluster can pull what we cannot see. */
function toRefused({ field, image }: NamedImage): NewFinding {
  return {
    code: 'sign-in-refused',
    field,
    severity: 'warning',
    message: `${image.registry} does not hand out ${image.repository} to the sign-in that this rollout has`,
    remedy:
      'Set the registry sign-in, unless the nodes of the cluster have one of their own',
  };
}

function judgePlatforms(
  { field }: NamedImage,
  built: readonly Platform[],
  { cluster, platforms }: Place,
): NewFinding[] {
  const missing = platforms.filter(
    node =>
      !built.some(
        each => each.os === node.os && each.architecture === node.architecture,
      ),
  );
  if (built.length === 0 || missing.length === 0) {
    return [];
  }
  const isNone = missing.length === platforms.length;
  return [
    {
      code: 'platform',
      field,
      severity: isNone ? 'error' : 'warning',
      message: `This image is built for ${listed(
        built,
      )}. The nodes of '${cluster}' are ${listed(platforms)}`,
      remedy: isNone
        ? 'Choose an image that is built for them'
        : `Keep it off the others, with spec.nodeSelector "kubernetes.io/arch", or choose an image that is built for all`,
    },
  ];
}

function listed(platforms: readonly Platform[]): string {
  const names = platforms.map(({ os, architecture }) =>
    os === 'linux' ? architecture : `${os}/${architecture}`,
  );
  return [...new Set(names)].join(', ');
}

function judgeTag({ field, image }: NamedImage): NewFinding[] {
  return image.tag === 'latest' && image.digest === undefined
    ? [
        {
          code: 'moving-tag',
          field: `${field}.tag`,
          severity: 'info',
          message: 'Tag latest can mean something else tomorrow',
          remedy: 'Pin the digest, or follow the tag with an update policy',
        },
      ]
    : [];
}
