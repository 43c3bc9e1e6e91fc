import { aProject, DAWN } from '../../test/records';
import { InMemoryStateKeeper } from './InMemoryStateKeeper';
import type { Stores } from './StateKeeper';
import { TellingStateKeeper } from './TellingStateKeeper';

describe('a keeper that tells', () => {
  function setUp() {
    const keeper = new TellingStateKeeper(new InMemoryStateKeeper());
    const told: string[] = [];
    keeper.onActed(projectId => told.push(projectId));
    return { keeper, told };
  }

  const act = (stores: Stores, projectId: string) =>
    stores.activity.append({
      projectId,
      rolloutId: undefined,
      at: DAWN,
      actor: 'user:default/ana',
      act: 'project-update',
      revision: undefined,
    });

  it('tells of a project once a transaction, after it', async () => {
    const { keeper, told } = setUp();
    await keeper.transact(async stores => {
      await act(stores, 'a');
      await act(stores, 'a');
      await act(stores, 'b');
      expect(told).toEqual([]);
    });

    expect(told).toEqual(['a', 'b']);
  });

  it('tells nothing of what did not hold', async () => {
    const { keeper, told } = setUp();
    await keeper
      .transact(async stores => {
        await act(stores, 'a');
        throw new Error('no');
      })
      .catch(() => undefined);

    expect(told).toEqual([]);
  });

  it('tells nothing where nothing went onto a timeline', async () => {
    const { keeper, told } = setUp();
    await keeper.transact(stores => stores.projects.insert(aProject()));

    expect(told).toEqual([]);
  });

  it('tells of what was done without a transaction', async () => {
    const { keeper, told } = setUp();
    await act(keeper.stores, 'a');

    expect(told).toEqual(['a']);
  });
});
