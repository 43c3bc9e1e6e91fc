const MAX_SLUG = 40;
const CHANCE_LENGTH = 12;

/** A name for links: what of the title fits one, and enough chance that it tells nothing of other blueprints. */
export function toBlueprintName(title: string, id: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '');
  const chance = id.replaceAll('-', '').slice(0, CHANCE_LENGTH);
  return `${slug || 'blueprint'}-${chance}`;
}
