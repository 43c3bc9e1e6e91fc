/** A value of `T` under construction: any field may still be missing, any list may be read-only. */
export type Draft<T> = T extends readonly (infer U)[]
  ? readonly Draft<U>[]
  : T extends Date
  ? T
  : T extends object
  ? { readonly [K in keyof T]: Draft<T[K]> | undefined }
  : T;

function holdsNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') {
    return true;
  }
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * A Kubernetes struct without the fields that hold nothing.
 *
 * The API server stores an empty text, list or map as absent, and a comparison
 * with what it stored would then differ for ever. For structs only: in a map
 * such as annotations, and in a list such as arguments, an empty text counts.
 * Where an empty struct has a meaning, as in `emptyDir: {}`, add it afterwards.
 */
export function compact<T extends object>(draft: Draft<T>): T {
  const kept = Object.entries(draft).filter(
    ([, value]) => !holdsNothing(value),
  );
  // The compiler cannot know which required fields hold something; each caller gives them.
  return Object.fromEntries(kept) as T;
}
