/** The typeface of images, object names and values; the theme has none. */
export const MONOSPACE =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
