// Distinct texts there may be thousands of in use at once, and no end over the years.
const MAX_TEXTS = 50_000;

const texts = new Map<string, string>();

/**
 * One and the same text for equal ones: namespaces, uids of owners and images
 * come with every object, and each copy would be kept.
 */
export function share(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) {
    return known;
  }
  if (texts.size >= MAX_TEXTS) {
    // Whoever has one keeps it; only later ones are not shared with it.
    texts.clear();
  }
  texts.set(text, text);
  return text;
}
