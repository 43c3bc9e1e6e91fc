import fc from 'fast-check';
import { IndexedStore } from './IndexedStore';

interface Thing {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
  readonly owner: string;
  readonly colour: string;
}

interface Traits {
  readonly version: string;
  readonly owner?: string;
  readonly uid?: string;
  readonly colour?: string;
}

function thing(name: string, traits: Traits): Thing {
  const { version, owner = 'web', uid = `uid-${name}` } = traits;
  const { colour = 'red' } = traits;
  return {
    metadata: { name, namespace: 'home', uid, resourceVersion: version },
    owner,
    colour,
  };
}

function aStore() {
  return new IndexedStore<Thing>({
    index: ({ owner }) => [owner],
    isSame: (before, after) => before.colour === after.colour,
  });
}

const names = (things: readonly Thing[]) =>
  things.map(({ metadata }) => metadata.name);
const all = { resourceVersion: '10' };

describe('IndexedStore, told by a watch', () => {
  it('finds objects by name and by word, and says whom a change concerns', () => {
    const store = aStore();

    expect(store.upsert(thing('a', { version: '1' }))).toEqual(['web']);
    expect(store.get('home', 'a')).toBeDefined();
    expect(store.find('web')).toHaveLength(1);
    expect(store.size).toBe(1);
  });

  it('concerns both when an object goes from one to another', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '1', owner: 'old' }));

    const concerned = store.upsert(
      thing('a', { version: '2', owner: 'new', colour: 'blue' }),
    );

    expect(concerned).toEqual(['old', 'new']);
    expect(store.find('old')).toEqual([]);
    expect(names(store.find('new'))).toEqual(['a']);
  });

  it('concerns nobody when a newer version says nothing new', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '1' }));

    expect(store.upsert(thing('a', { version: '2' }))).toEqual([]);
    expect(store.get('home', 'a')?.metadata.resourceVersion).toBe('2');
  });

  it('takes a recreated object for one that went and one that came', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '1', owner: 'old' }));

    const recreated = { version: '3', uid: 'other', owner: 'new' };

    expect(store.upsert(thing('a', recreated))).toEqual(['old', 'new']);
    expect(store.remove(thing('a', { version: '2' }))).toEqual([]);
    expect(store.get('home', 'a')?.metadata.uid).toBe('other');
  });

  it('is not set back by versions that come late, twice or out of order', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '10', colour: 'blue' }));

    expect(store.upsert(thing('a', { version: '9' }))).toEqual([]);
    expect(store.upsert(thing('a', { version: '10' }))).toEqual([]);
    expect(store.remove(thing('a', { version: '9' }))).toEqual([]);
    expect(store.remove(thing('b', { version: '11' }))).toEqual([]);
    expect(store.get('home', 'a')?.metadata.resourceVersion).toBe('10');
  });

  it('takes versions that are no numbers for newer', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '10' }));

    expect(store.upsert(thing('a', { version: 'x', colour: 'blue' }))).toEqual([
      'web',
    ]);
  });

  it('forgets what a list no longer has, except what is newer than the list', () => {
    const store = aStore();
    store.upsert(thing('gone', { version: '5', owner: 'a' }));
    store.upsert(thing('made-since', { version: '11', owner: 'b' }));

    const listed = [thing('there', { version: '7', owner: 'c' })];

    expect(store.sync(listed, all)).toEqual(['a', 'c']);
    expect([...store.values()].map(({ metadata }) => metadata.name)).toEqual([
      'made-since',
      'there',
    ]);
  });

  it('concerns nobody when a list says what is known', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '5' }));

    expect(store.sync([thing('a', { version: '5' })], all)).toEqual([]);
  });

  it('neither goes back nor forgets when a server that lags lists', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '20', colour: 'blue' }));
    store.upsert(thing('b', { version: '21' }));

    store.sync([thing('a', { version: '8' })], all);

    expect(store.get('home', 'a')?.colour).toBe('blue');
    expect(store.get('home', 'b')).toBeDefined();
  });

  it('finds by a list what was recreated while nobody looked', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '5', owner: 'old' }));

    const recreated = thing('a', { version: '8', uid: 'x', owner: 'new' });

    expect(store.sync([recreated], all)).toEqual(['old', 'new']);
  });

  it('leaves other namespaces alone when one is listed', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '1' }));

    store.sync([], { namespace: 'elsewhere', ...all });

    expect(store.get('home', 'a')).toBeDefined();
  });
});

describe('IndexedStore, told by the answers to writes', () => {
  it('knows an answer before the watch does, and is not set back by it', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '1' }));
    store.put(thing('a', { version: '5', colour: 'blue' }));

    expect(store.upsert(thing('a', { version: '3' }))).toEqual([]);
    expect(store.get('home', 'a')?.colour).toBe('blue');
  });

  it('concerns nobody when the watch tells what an answer told', () => {
    const store = aStore();
    store.put(thing('a', { version: '5' }));

    expect(store.upsert(thing('a', { version: '5' }))).toEqual([]);
  });

  it('counts the answers that the watch has yet to tell', () => {
    const store = aStore();
    store.put(thing('a', { version: '5' }));
    store.put(thing('b', { version: '6' }));
    expect(store.unseen).toBe(2);

    store.upsert(thing('a', { version: '4' }));
    expect(store.unseen).toBe(2);

    store.upsert(thing('a', { version: '5' }));
    store.remove(thing('b', { version: '7' }));
    expect(store.unseen).toBe(0);
  });

  it('keeps what it knows when an answer comes later than newer news', () => {
    const store = aStore();
    store.upsert(thing('a', { version: '9', colour: 'blue' }));
    store.put(thing('a', { version: '7' }));

    expect(store.get('home', 'a')?.colour).toBe('blue');
    expect(store.unseen).toBe(0);
  });

  it('passes over an answer that comes later than the news that its object has gone', () => {
    const store = aStore();
    store.sync([], all);
    store.upsert(thing('a', { version: '12' }));
    store.remove(thing('a', { version: '13' }));

    store.put(thing('a', { version: '12' }));
    expect(store.size).toBe(0);

    store.put(thing('a', { version: '14', uid: 'next' }));
    expect(store.size).toBe(1);
  });

  it('drops the very object that a write found gone, and no other', () => {
    const store = aStore();
    const first = thing('a', { version: '1' });
    store.upsert(first);
    store.drop(first);
    expect(store.size).toBe(0);

    store.upsert(thing('a', { version: '2', uid: 'other' }));
    store.drop(first);
    expect(store.size).toBe(1);
    expect(store.find('web')).toHaveLength(1);
  });
});

describe('IndexedStore, whatever it is told', () => {
  const change = fc.record({
    how: fc.constantFrom('upsert', 'remove', 'put', 'drop'),
    name: fc.constantFrom('a', 'b'),
    version: fc.nat(30).map(String),
    owner: fc.constantFrom('x', 'y'),
    uid: fc.constantFrom('1', '2'),
  });

  it('files each object once under its present word, and goes back in no version', () => {
    fc.assert(
      fc.property(fc.array(change), changes => {
        const store = aStore();
        for (const { how, name, ...traits } of changes) {
          const before = store.get('home', name);
          store[how as 'upsert'](thing(name, traits));
          const after = store.get('home', name);
          const versions = [before, after].map(each =>
            Number(each?.metadata.resourceVersion ?? 0),
          );
          expect(after === undefined || versions[1]! >= versions[0]!).toBe(
            true,
          );
          const filed = ['x', 'y'].flatMap(word => store.find(word));
          expect(new Set(filed)).toEqual(new Set(store.values()));
          expect(filed).toHaveLength(store.size);
        }
      }),
    );
  });
});
