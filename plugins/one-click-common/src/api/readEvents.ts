import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { z } from 'zod';
import { preflightMessageSchema, streamMessageSchema } from '../wire';
import type { PreflightMessage, StreamEvent } from '../wire';

/** Yields the events of a server-sent event response; unknown ones are left out, so that an older page survives a newer server. */
export async function* readEvents(
  response: Response,
): AsyncGenerator<StreamEvent> {
  yield* readMessages(response, streamMessageSchema);
}

/** Yields what a pre-flight tells, as it comes; the response is what opening `checkRollout` or `checkNewRollout` gave. */
export async function* readPreflight(
  response: Response,
): AsyncGenerator<PreflightMessage> {
  for await (const { message } of readMessages(
    response,
    preflightMessageSchema,
  )) {
    yield message;
  }
}

async function* readMessages<S extends z.ZodType>(
  response: Response,
  schema: S,
): AsyncGenerator<{
  readonly id: string | undefined;
  readonly message: z.output<S>;
}> {
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
      const parsed = parse(value.data, schema);
      if (parsed?.success) {
        yield { id: value.id, message: parsed.data };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parse<S extends z.ZodType>(data: string, schema: S) {
  try {
    return schema.safeParse(JSON.parse(data));
  } catch {
    return undefined;
  }
}
