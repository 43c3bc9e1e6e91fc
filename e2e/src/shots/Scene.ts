import type { Visitor } from '../browser/Visitor';

/** One picture of the docs. */
export interface Scene {
  /** Start of the file's name. */
  readonly name: string;
  /** Brings the visitor, who is signed in, to what is to be seen. */
  readonly show: (visitor: Visitor) => Promise<void>;
}

/** How a picture is taken. */
export interface Look {
  /** End of the file's name. */
  readonly name: 'light' | 'dark' | 'narrow';
  readonly theme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

/** Every scene is taken in each of these. */
export const LOOKS: readonly Look[] = [
  { name: 'light', theme: 'light', viewport: { width: 1366, height: 900 } },
  { name: 'dark', theme: 'dark', viewport: { width: 1366, height: 900 } },
  { name: 'narrow', theme: 'light', viewport: { width: 360, height: 740 } },
];
