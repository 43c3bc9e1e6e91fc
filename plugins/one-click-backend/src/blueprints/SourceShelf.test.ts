import { mockServices } from '@backstage/backend-test-utils';
import type { SourcedBlueprint } from '@one-click/backstage-plugin-one-click-node';
import { ManualClock } from '../../test/ManualClock';
import { aSpec } from '../../test/records';
import { SourceShelf } from './SourceShelf';

const GOOD: SourcedBlueprint = {
  name: 'web',
  title: 'Web',
  version: 1,
  template: aSpec(),
};

function createShelf(list: () => Promise<readonly SourcedBlueprint[]>) {
  const clock = new ManualClock();
  const logger = mockServices.logger.mock();
  const shelf = new SourceShelf({
    sources: [{ id: 'acme', listBlueprints: list }],
    logger,
    now: () => clock.now(),
  });
  const names = async () => (await shelf.list()).map(({ name }) => name);
  return { clock, logger, names };
}

describe('the shelf of blueprint sources', () => {
  it('puts the source in front of names, so that sources do not clash', async () => {
    const { names } = createShelf(async () => [GOOD]);

    await expect(names()).resolves.toEqual(['acme--web']);
  });

  it('leaves out what cannot be deployed, and says why', async () => {
    const bad = { ...GOOD, name: 'bad', template: aSpec({ replicas: -1 }) };
    const { names, logger } = createShelf(async () => [bad, GOOD]);

    await expect(names()).resolves.toEqual(['acme--web']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/'bad' of the source 'acme'.*template\.replicas/),
    );
  });

  it('asks again after a minute, and keeps what it has while the source is away', async () => {
    let asked = 0;
    const { clock, names } = createShelf(async () => {
      asked += 1;
      if (asked === 2) {
        throw new Error('away');
      }
      return asked === 1 ? [GOOD] : [GOOD, { ...GOOD, name: 'more' }];
    });
    await names();
    await names();
    expect(asked).toBe(1);

    await clock.advance(60_000);
    await expect(names()).resolves.toEqual(['acme--web']);
    await clock.advance(60_000);
    await expect(names()).resolves.toEqual(['acme--more', 'acme--web']);
  });
});
