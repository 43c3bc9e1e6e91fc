import { aProblem, otherProblem } from './Problem';
import type { Problem } from './Problem';

/** An image's text, taken apart. */
export interface ImageParts {
  readonly registry: string;
  /** Registry and repository. */
  readonly image: string;
  /** The tag, or the digest where the image is pinned. */
  readonly tag: string;
}

/** Takes `registry/repository:tag@digest` apart; a missing tag reads `latest`. */
export function toImageParts(text: string): ImageParts {
  const [named = '', digest] = text.split('@');
  const slash = named.lastIndexOf('/');
  const colon = named.lastIndexOf(':');
  const hasTag = colon > slash;
  const image = hasTag ? named.slice(0, colon) : named;
  return {
    registry: image.split('/')[0] ?? '',
    image,
    tag: digest ?? (hasTag ? named.slice(colon + 1) : 'latest'),
  };
}

type Reading = (parts: ImageParts, message: string) => Problem;

// What container runtimes say when a pull fails. The first that fits counts:
// "no match for platform" also says "not found", and a registry that hides what
// one may not see says both "denied" and "does not exist".
const READINGS: readonly (readonly [RegExp, Reading])[] = [
  [
    /no match for platform|no matching manifest|exec format error/i,
    ({ image, tag }, message) =>
      aProblem('WrongPlatform', {
        image: `${image}:${tag}`,
        have: 'another platform',
        need: /manifest for (\S+)/.exec(message)?.[1] ?? 'of their own',
      }),
  ],
  [
    /toomanyrequests|429 too many requests|rate limit/i,
    ({ registry }) => aProblem('RegistryLimited', { registry }),
  ],
  [
    /\b401\b|\b403\b|unauthorized|forbidden|denied|authentication required|no basic auth/i,
    ({ registry, image }) => aProblem('ImageForbidden', { registry, image }),
  ],
  [
    /not ?found|manifest[ _]unknown|name[ _]unknown|does not exist/i,
    ({ image, tag }) => aProblem('ImageNotFound', { tag, image }),
  ],
  [
    /dial tcp|connection refused|no such host|timeout|deadline exceeded|failed to do request|x509|\beof\b|\b50[0-9]\b/i,
    ({ registry }) => aProblem('RegistryAway', { registry, count: 1 }),
  ],
];

/** What a failed pull means. */
export function readPullFailure(image: string, message: string): Problem {
  // The image's own name may hold any word.
  const words = message.replaceAll(image, '').replace(/"[^"]*"/g, '');
  const reading = READINGS.find(([pattern]) => pattern.test(words));
  return reading
    ? reading[1](toImageParts(image), message)
    : otherProblem(message);
}
