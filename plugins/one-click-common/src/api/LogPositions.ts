import type { LogPosition, StreamMessage } from '../wire';

/**
 * Remembers how far the logs of a stream were read, so that the next one goes
 * on from there: give it every message, and `resume` to the next stream.
 */
export class LogPositions {
  readonly #byTopic = new Map<string, Map<string, LogPosition>>();

  take(message: StreamMessage): void {
    if (message.type !== 'logs') {
      return;
    }
    const positions = this.#byTopic.get(message.topic) ?? new Map();
    this.#byTopic.set(message.topic, positions);
    for (const { pod, container, at } of message.lines) {
      const key = `${pod}/${container}`;
      const before: LogPosition | undefined = positions.get(key);
      const count = before?.at === at ? before.count + 1 : 1;
      positions.set(key, { pod, container, at, count });
    }
  }

  /** By topic, of those topics that a stream is opened for. */
  resume(topics: readonly string[]): Record<string, LogPosition[]> {
    return Object.fromEntries(
      topics.flatMap(topic => {
        const positions = this.#byTopic.get(topic);
        return positions ? [[topic, [...positions.values()]]] : [];
      }),
    );
  }
}
