/** The sections of a rollout that exist, in their order. */
export const SECTIONS = [
  'overview',
  'revisions',
  'image',
  'scale',
  'network',
  'environment',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** The two groups of the side list. */
export const SECTION_GROUPS = [
  { group: 'watch', sections: ['overview', 'revisions'] },
  { group: 'change', sections: ['image', 'scale', 'network', 'environment'] },
] as const satisfies readonly {
  group: string;
  sections: readonly SectionId[];
}[];

/** Whether a text names a section that exists. */
export function isSectionId(text: string): text is SectionId {
  return SECTIONS.some(section => section === text);
}
