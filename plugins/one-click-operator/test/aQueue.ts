import { WorkQueue } from '../src/engine/queue';
import type { WorkQueueOptions } from '../src/engine/queue';
import { ManualClock } from './ManualClock';

/** A queue on a clock that stands still, with retries that nothing is taken off from. */
export function aQueue(options: Partial<WorkQueueOptions> = {}) {
  const clock = new ManualClock();
  const queue = new WorkQueue({ clock, jitter: 0, ...options });
  return { clock, queue };
}

/** What a worker would get at this moment. */
export function peek(taken: Promise<string | undefined>) {
  return Promise.race([taken, Promise.resolve('nothing')]);
}

/** Takes and finishes keys until there are none; gives them in order. */
export async function drain(queue: WorkQueue): Promise<string[]> {
  const keys: string[] = [];
  while (queue.stats().depth.normal + queue.stats().depth.low > 0) {
    const key = await queue.take();
    keys.push(key!);
    queue.done(key!);
  }
  return keys;
}

/** So many keys. */
export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
