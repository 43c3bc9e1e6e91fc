import type { AvatarRecord } from './AvatarStore';

type MediaType = AvatarRecord['mediaType'];

/** The first bytes of each kind of picture; `undefined` stands for any byte. */
const SIGNATURES: readonly (readonly [
  MediaType,
  readonly (number | undefined)[],
])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  [
    'image/webp',
    [
      ...[0x52, 0x49, 0x46, 0x46],
      ...[undefined, undefined, undefined, undefined],
      ...[0x57, 0x45, 0x42, 0x50],
    ],
  ],
];

/**
 * What a picture is, by its content alone; `undefined` for anything else, SVG
 * included, which can hold scripts.
 */
export function sniffImage(image: Uint8Array): MediaType | undefined {
  return SIGNATURES.find(
    ([, bytes]) =>
      image.length > bytes.length &&
      bytes.every((byte, at) => byte === undefined || image[at] === byte),
  )?.[0];
}
