import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type {
  WebhookResult,
  WebhookSender,
} from '@one-click/backstage-plugin-one-click-common';

/** A call as it came in. */
export interface WebhookCall {
  /** Absent where it was larger than is read. */
  readonly body: Buffer | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Headers of senders of no particular kind: Unix seconds, and `sha256=` with the HMAC of `<timestamp>.<body>`. */
export const TIMESTAMP_HEADER = 'X-One-Click-Timestamp';
export const SIGNATURE_HEADER = 'X-One-Click-Signature';

/** Milliseconds that a signed call may be old, or ahead of our clock. */
const REPLAY_WINDOW_MS = 5 * 60_000;

/** Whether a sender signs its calls. */
export function isSigning(sender: WebhookSender): boolean {
  return sender === 'generic' || sender === 'github';
}

/** What to make of a call: why it is refused, or what tells it from others. */
export type Judgement =
  | { readonly refusal: WebhookResult }
  | { readonly refusal?: undefined; readonly delivery: string | undefined };

/** Judges who calls, by the way that the sender proves it. Pure. */
export function judgeCall(
  call: WebhookCall,
  by: {
    readonly sender: WebhookSender;
    readonly secret: string;
    /** Epoch milliseconds. */
    readonly now: number;
  },
): Judgement {
  const { body } = call;
  if (!body) {
    return { refusal: 'tooLarge' };
  }
  switch (by.sender) {
    case 'dockerHub':
    case 'harbor':
    case 'quay':
      // They sign nothing: the token of the URL is all there is.
      return { delivery: undefined };
    case 'github':
      return judgeGithub({ ...call, body }, by.secret);
    case 'generic':
      return judgeGeneric({ ...call, body }, by);
  }
}

interface ReadCall extends WebhookCall {
  readonly body: Buffer;
}

function judgeGithub(call: ReadCall, secret: string): Judgement {
  const given = call.header('X-Hub-Signature-256');
  const delivery = call.header('X-GitHub-Delivery');
  return delivery !== undefined && isSigned(given, secret, [call.body])
    ? { delivery: hash(delivery) }
    : { refusal: 'wrongSignature' };
}

function judgeGeneric(
  call: ReadCall,
  { secret, now }: { readonly secret: string; readonly now: number },
): Judgement {
  const timestamp = call.header(TIMESTAMP_HEADER) ?? '';
  const given = call.header(SIGNATURE_HEADER);
  if (!isSigned(given, secret, [Buffer.from(`${timestamp}.`), call.body])) {
    return { refusal: 'wrongSignature' };
  }
  const age = Math.abs(now - Number(timestamp) * 1000);
  return age <= REPLAY_WINDOW_MS
    ? { delivery: hash(given ?? '') }
    : { refusal: 'tooOld' };
}

function isSigned(
  given: string | undefined,
  secret: string,
  parts: readonly Buffer[],
): boolean {
  const hmac = createHmac('sha256', secret);
  parts.forEach(part => hmac.update(part));
  const wanted = Buffer.from(`sha256=${hmac.digest('hex')}`);
  const got = Buffer.from(given ?? '');
  return got.length === wanted.length && timingSafeEqual(got, wanted);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
