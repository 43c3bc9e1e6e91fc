import type { Theme } from '@material-ui/core/styles';

function hueOf(text: string): number {
  let hash = 0;
  for (const char of text) {
    hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360;
  }
  return hash;
}

/** A tint behind text, always the same for a name; text on it keeps its contrast in both modes. */
export function tintOf(name: string, theme: Theme): string {
  const lightness = theme.palette.type === 'dark' ? 28 : 88;
  return `hsl(${hueOf(name)}, 45%, ${lightness}%)`;
}

/** A line that tells names apart and means nothing more. */
export function edgeOf(name: string, theme: Theme): string {
  const lightness = theme.palette.type === 'dark' ? 65 : 45;
  return `hsl(${hueOf(name)}, 50%, ${lightness}%)`;
}
