import { EventSourceParserStream } from 'eventsource-parser/stream';
import { streamMessageSchema } from '../wire';
import type { StreamEvent, StreamMessage } from '../wire';

/** Yields the events of a server-sent event response; unknown ones are left out, so that an older page survives a newer server. */
export async function* readEvents(
  response: Response,
): AsyncGenerator<StreamEvent> {
  if (!response.body) {
    return;
  }
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const message = parseMessage(value.data);
      if (message) {
        yield { id: value.id, message };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseMessage(data: string): StreamMessage | undefined {
  try {
    return streamMessageSchema.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
