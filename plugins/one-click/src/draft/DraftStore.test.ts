import { aSpec } from '../testing/fixtures';
import { changesOf, countChanges } from './Draft';
import type { Draft } from './Draft';
import { DraftStore } from './DraftStore';

const KEY = { user: 'user:default/ana', project: 'shop', rollout: 'web' };

function aDraft(overrides: Partial<Draft> = {}): Draft {
  const spec = aSpec();
  return {
    base: { revision: 15, spec },
    spec: aSpec({ replicas: 5 }),
    texts: {},
    editedAt: '2026-03-04T12:00:00Z',
    ...overrides,
  };
}

describe('DraftStore', () => {
  beforeEach(() => sessionStorage.clear());

  it('keeps a draft over a reload, and says so until the next edit', () => {
    new DraftStore().set(KEY, aDraft());
    const afterReload = new DraftStore();

    expect(afterReload.get(KEY)).toEqual(aDraft());
    expect(afterReload.wasRestored(KEY)).toBe(true);

    afterReload.set(KEY, aDraft({ texts: { 'interfaces.0.port': '80a' } }));
    expect(afterReload.wasRestored(KEY)).toBe(false);
  });

  it('keeps the drafts of two people apart, on the same machine', () => {
    const store = new DraftStore();
    store.set(KEY, aDraft());

    expect(store.get({ ...KEY, user: 'user:default/sam' })).toBeUndefined();
  });

  it('lets a draft go that is what it began from', () => {
    const store = new DraftStore();
    store.set(KEY, aDraft());
    store.set(KEY, aDraft({ spec: aSpec() }));

    expect(store.get(KEY)).toBeUndefined();
    expect(sessionStorage).toHaveLength(0);
  });

  it('gives the same object until something changes, as React needs it', () => {
    const store = new DraftStore();
    store.set(KEY, aDraft());

    expect(store.get(KEY)).toBe(store.get(KEY));
  });

  it('tells its listeners of every change, and none that have left', () => {
    const store = new DraftStore();
    const listener = jest.fn();
    const leave = store.subscribe(listener);
    store.set(KEY, aDraft());
    leave();
    store.set(KEY, undefined);

    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('knows that something would be lost with the tab', () => {
    const store = new DraftStore();
    expect(store.hasAny()).toBe(false);
    store.set(KEY, aDraft());
    expect(store.hasAny()).toBe(true);
    store.set(KEY, undefined);
    expect(store.hasAny()).toBe(false);
  });

  it('reads a draft of another version as none', () => {
    new DraftStore().set(KEY, aDraft());
    const id = sessionStorage.key(0) ?? '';
    sessionStorage.setItem(id, '{"spec":3}');

    expect(new DraftStore().get(KEY)).toBeUndefined();
  });

  it('still works where the browser forbids storage', () => {
    const storage = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
      removeItem: () => undefined,
    };
    const store = new DraftStore({ storage });
    store.set(KEY, aDraft());

    expect(store.get(KEY)).toEqual(aDraft());
  });
});

describe('the changes of a draft', () => {
  it('are judged on what values mean, so that another way of writing is none', () => {
    const base = aSpec({ resources: { requests: { memory: '1Gi' } } });
    const spec = aSpec({ resources: { requests: { memory: '1024Mi' } } });

    expect(
      changesOf(aDraft({ base: { revision: 1, spec: base }, spec })),
    ).toEqual([]);
  });

  it('count texts that are no value yet', () => {
    expect(
      countChanges(aDraft({ texts: { 'interfaces.0.port': '80a' } })),
    ).toBe(2);
  });
});
