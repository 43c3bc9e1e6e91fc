import { findBarriers } from './a11y/findBarriers';
import { apiAs } from './portal/apiAs';
import { furnishPortal } from './scenes/furnishPortal';
import { LOOKS } from './scenes/Scene';
import { takeTour } from './scenes/takeTour';
import { AWAY_TOURS, TOURS } from './scenes/tours';
import { useStack } from './stack/useStack';

const TOUR_TIMEOUT_MS = 10 * 60_000;

describe('pages', () => {
  const portal = useStack();

  beforeAll(async () => {
    const api = await apiAs(portal.stack.portal.url, 'user:default/ana');
    await furnishPortal(api);
  }, TOUR_TIMEOUT_MS);

  const barriersOf = async (
    tours: typeof TOURS,
    look: (typeof LOOKS)[number],
  ): Promise<string[]> => {
    const { browser, portal: running } = portal.stack;
    const found: string[] = [];
    for (const tour of tours) {
      await takeTour(
        { browser, url: running.url, tour, look },
        async ({ page }, { name }) => {
          const barriers = await findBarriers(page);
          found.push(...barriers.map(barrier => `${name}: ${barrier}`));
        },
      );
    }
    return found;
  };

  it.each(LOOKS)(
    'keep nobody out, looked at $name',
    async look => {
      expect(await barriersOf(TOURS, look)).toEqual([]);
    },
    TOUR_TIMEOUT_MS,
  );

  it(
    'keep nobody out while the cluster is away',
    async () => {
      await portal.stack.cluster.stopApiServer();
      expect(await barriersOf(AWAY_TOURS, LOOKS[0]!)).toEqual([]);
    },
    TOUR_TIMEOUT_MS,
  );
});
