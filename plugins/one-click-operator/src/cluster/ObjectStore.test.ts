import { ObjectStore } from './ObjectStore';

const child = (name: string, resourceVersion: string, rollout = 'web') => ({
  metadata: {
    name,
    namespace: 'home',
    resourceVersion,
    labels: { 'one-click.dev/deploymentId': rollout },
  },
});
const all = { resourceVersion: '10' };

describe('ObjectStore', () => {
  it('finds objects by name and by rollout, and says whom a change concerns', () => {
    const store = new ObjectStore();

    expect(store.upsert(child('a', '1'))).toEqual(['home/web']);
    expect(store.get('home', 'a')).toBeDefined();
    expect(store.ofRollout('home/web')).toHaveLength(1);
  });

  it('concerns both rollouts when an object goes from one to another', () => {
    const store = new ObjectStore();
    store.upsert(child('a', '1', 'old'));

    expect(store.upsert(child('a', '2', 'new'))).toEqual([
      'home/old',
      'home/new',
    ]);
    expect(store.ofRollout('home/old')).toEqual([]);
    expect(store.ofRollout('home/new')).toHaveLength(1);
  });

  it('keeps what a write answered when the watch tells older news', () => {
    const store = new ObjectStore();
    store.upsert(child('a', '10'));

    expect(store.upsert(child('a', '9'))).toEqual([]);
    expect(store.remove(child('a', '9'))).toEqual([]);
    expect(store.get('home', 'a')?.metadata?.resourceVersion).toBe('10');
  });

  it('forgets what a list no longer has, except what is newer than the list', () => {
    const store = new ObjectStore();
    store.upsert(child('gone', '5'));
    store.upsert(child('made-since', '11'));

    expect(store.sync([child('there', '7')], all)).toEqual([
      'home/web',
      'home/web',
      'home/web',
    ]);
    expect(
      store.ofRollout('home/web').map(({ metadata }) => metadata?.name),
    ).toEqual(['made-since', 'there']);
  });

  it('leaves other namespaces alone when one is listed', () => {
    const store = new ObjectStore();
    store.upsert(child('a', '1'));

    store.sync([], { namespace: 'elsewhere', ...all });

    expect(store.get('home', 'a')).toBeDefined();
  });
});
