import type { Browser } from 'playwright-core';
import { Visitor } from '../browser/Visitor';
import type { Look, Scene, Tour } from './Scene';

/** Who goes where, and how. */
export interface TourOptions {
  readonly browser: Browser;
  /** Address of the portal. */
  readonly url: string;
  readonly tour: Tour;
  readonly look: Look;
}

/** Goes through a tour in one look, and stops at each scene once it has come to rest. */
export async function takeTour(
  options: TourOptions,
  stopAt: (visitor: Visitor, scene: Scene) => Promise<void>,
): Promise<void> {
  const { browser, url, tour, look } = options;
  const { theme, viewport } = look;
  const visitor = await Visitor.arrive({ browser, url, theme, viewport });
  try {
    if (tour.as) {
      await visitor.signIn(tour.as);
    }
    for (const scene of tour.scenes) {
      await scene.show(visitor);
      await visitor.settle();
      await stopAt(visitor, scene);
    }
  } finally {
    await visitor.leave();
  }
}
