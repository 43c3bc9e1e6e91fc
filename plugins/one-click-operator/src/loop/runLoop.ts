import type { KeyedQueue } from './KeyedQueue';

/** What the loop runs. */
export interface LoopOptions {
  readonly queue: KeyedQueue;
  /** Gives the milliseconds after which to look again. */
  readonly reconcile: (key: string) => Promise<number | undefined>;
  readonly onError: (key: string, error: unknown) => void;
  readonly workers: number;
}

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 60_000;

/** Reconciles what the queue hands out until it stops; a failure costs nobody else anything. */
export async function runLoop(options: LoopOptions): Promise<void> {
  const { queue, reconcile, onError, workers } = options;
  const failures = new Map<string, number>();

  const work = async (key: string) => {
    try {
      const lookAgainMs = await reconcile(key);
      failures.delete(key);
      if (lookAgainMs !== undefined) {
        queue.addAfter(key, lookAgainMs);
      }
    } catch (error) {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      queue.addAfter(key, Math.min(FIRST_RETRY_MS * 2 ** count, MAX_RETRY_MS));
      onError(key, error);
    }
    queue.done(key);
  };

  const worker = async () => {
    for (
      let key = await queue.next();
      key !== undefined;
      key = await queue.next()
    ) {
      await work(key);
    }
  };

  await Promise.all(Array.from({ length: workers }, worker));
}
