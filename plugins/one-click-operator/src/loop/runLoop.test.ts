import { KeyedQueue } from './KeyedQueue';
import { runLoop } from './runLoop';

describe('runLoop', () => {
  it('lets a key that fails cost no other anything, and tries it again', async () => {
    const queue = new KeyedQueue();
    const done: string[] = [];
    const errors: string[] = [];
    let failures = 0;
    const loop = runLoop({
      queue,
      workers: 1,
      onError: (key, error) => errors.push(`${key}: ${error}`),
      reconcile: async key => {
        if (key === 'bad' && failures < 2) {
          failures += 1;
          throw new Error('not yet');
        }
        done.push(key);
        if (done.length === 3) {
          queue.stop();
        }
        return undefined;
      },
    });
    ['bad', 'good', 'better'].forEach(key => queue.add(key));
    await loop;

    expect(done).toEqual(['good', 'better', 'bad']);
    expect(errors).toEqual(['bad: Error: not yet', 'bad: Error: not yet']);
  });

  it('looks again when a look says so', async () => {
    const queue = new KeyedQueue();
    let looks = 0;
    const loop = runLoop({
      queue,
      workers: 2,
      onError: () => undefined,
      reconcile: async () => {
        looks += 1;
        if (looks === 3) {
          queue.stop();
        }
        return 1;
      },
    });
    queue.add('a');
    await loop;

    expect(looks).toBe(3);
  });
});
