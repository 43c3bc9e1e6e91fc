import { KeyedQueue } from './KeyedQueue';

/** What the next turn of a worker would be, without waiting for one. */
async function peek(next: Promise<string | undefined>) {
  return Promise.race([next, Promise.resolve('nothing')]);
}

describe('KeyedQueue', () => {
  it('hands out a key once, however often it was added', async () => {
    const queue = new KeyedQueue();
    ['a', 'a', 'b', 'a'].forEach(key => queue.add(key));

    expect(await queue.next()).toBe('a');
    expect(await queue.next()).toBe('b');
    expect(await peek(queue.next())).toBe('nothing');
  });

  it('never has two workers on one key, and loses no addition meanwhile', async () => {
    const queue = new KeyedQueue();
    queue.add('a');
    await queue.next();
    const other = queue.next();

    queue.add('a');
    queue.add('a');
    expect(await peek(other)).toBe('nothing');

    queue.done('a');
    expect(await other).toBe('a');
  });

  it('brings a key back later, and only once if asked twice', async () => {
    jest.useFakeTimers();
    const queue = new KeyedQueue();
    queue.addAfter('a', 1000);
    queue.addAfter('a', 5000);
    const next = queue.next();

    jest.advanceTimersByTime(4999);
    expect(await peek(next)).toBe('nothing');
    jest.advanceTimersByTime(1);
    expect(await next).toBe('a');
    jest.useRealTimers();
  });

  it('lets idle workers go when it stops, and takes nothing more', async () => {
    const queue = new KeyedQueue();
    const idle = queue.next();
    queue.addAfter('late', 0);

    queue.stop();
    queue.add('a');

    expect(await idle).toBeUndefined();
    expect(await queue.next()).toBeUndefined();
  });
});
