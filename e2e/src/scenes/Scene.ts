import type { Visitor } from '../browser/Visitor';

/** A page in a state worth to be looked at. */
export interface Scene {
  /** Start of the picture's name. */
  readonly name: string;
  /** Brings the visitor to it, possibly from the scene before. */
  readonly show: (visitor: Visitor) => Promise<void>;
}

/** Scenes that one person goes through in one go. */
export interface Tour {
  /** An example user; nobody is signed in where absent. */
  readonly as?: string;
  readonly scenes: readonly Scene[];
}

/** How a scene is looked at. */
export interface Look {
  /** End of the picture's name. */
  readonly name: 'light' | 'dark' | 'narrow';
  readonly theme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

/** Every scene is looked at in each of these. */
export const LOOKS: readonly Look[] = [
  { name: 'light', theme: 'light', viewport: { width: 1366, height: 900 } },
  { name: 'dark', theme: 'dark', viewport: { width: 1366, height: 900 } },
  { name: 'narrow', theme: 'light', viewport: { width: 360, height: 740 } },
];

/** A page that is there once it says something. */
export function pageScene(
  name: string,
  page: { readonly path: string; readonly says: string | RegExp },
): Scene {
  return {
    name,
    async show(visitor) {
      await visitor.open(page.path);
      await visitor.page.getByText(page.says).first().waitFor();
    },
  };
}

/** A scene after somebody did something on it. */
export function afterwards(
  scene: Scene,
  act: (visitor: Visitor) => Promise<void>,
): Scene {
  return {
    name: scene.name,
    async show(visitor) {
      await scene.show(visitor);
      await act(visitor);
    },
  };
}
