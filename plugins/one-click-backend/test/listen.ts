import type {
  OneClickClient,
  StreamEvent,
  StreamMessage,
  StreamOptions,
} from '@one-click/backstage-plugin-one-click-common';
import { waitFor } from '@one-click/devcluster';

type MessageOf<T extends StreamMessage['type']> = Extract<
  StreamMessage,
  { type: T }
>;

/** Opens a stream and gathers what it says, until it is closed. */
export function listen(
  client: OneClickClient,
  topics: readonly string[],
  options: Omit<StreamOptions, 'signal'> = {},
) {
  const controller = new AbortController();
  const { signal } = controller;
  const events: StreamEvent[] = [];
  let error: unknown;
  const ended = (async () => {
    for await (const event of client.stream(topics, { ...options, signal })) {
      events.push(event);
    }
  })().catch((cause: unknown) => {
    error = signal.aborted ? undefined : cause;
  });
  const all = <T extends StreamMessage['type']>(type: T) =>
    events
      .map(({ message }) => message)
      .filter((message): message is MessageOf<T> => message.type === type);
  return {
    events,
    all,
    /** The first message of a type that is meant; waits for it. */
    heard: <T extends StreamMessage['type']>(
      type: T,
      isMeant: (message: MessageOf<T>) => boolean = () => true,
    ) =>
      waitFor(
        () => {
          if (error) {
            throw error;
          }
          return all(type).find(isMeant);
        },
        {
          what: `'${type}' on the stream`,
          explain: () => `it said: ${JSON.stringify(events).slice(0, 4_000)}`,
        },
      ),
    async close() {
      controller.abort();
      await ended;
    },
  };
}
