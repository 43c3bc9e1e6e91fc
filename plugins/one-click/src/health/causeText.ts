import type { Problem } from '@one-click/backstage-plugin-one-click-common';
import { DateTime } from 'luxon';
import type { TimeTexts } from '../time/useTimeTexts';
import { causes } from '../translation/causes';
import type { Texts } from '../translation';

/** What the words depend on beside the cause itself. */
export interface CauseContext {
  readonly t: Texts;
  readonly times: TimeTexts;
  /** The present in milliseconds. */
  readonly now: number;
}

type Params = Readonly<Record<string, string | number>>;

const TOLD = /\{\{(\w+?)(?:Span|Ago|Date)?\}\}/g;

/** The operator's limits, in seconds. */
const LIMITS = ['within', 'window'];
/** The operator's moments, as ISO text. */
const MOMENTS = ['since', 'expiredAt'];

function messagesOf(id: string): string[] {
  return Object.entries(causes)
    .filter(([key]) => key.replace(/_(one|other)$/, '') === id)
    .map(([, message]) => message);
}

function hasAllParameters(messages: readonly string[], params: Params) {
  return messages.every(message =>
    [...message.matchAll(TOLD)].every(([, name = '']) => name in params),
  );
}

function tellMoment(name: string, at: string, context: CauseContext): Params {
  const { times, now } = context;
  return {
    [`${name}Span`]: times.duration(now - Date.parse(at)),
    [`${name}Ago`]: times.ago(at, now),
    [`${name}Date`]: DateTime.fromISO(at).toFormat('d LLL yyyy'),
  };
}

function tellParams(params: Params, context: CauseContext): Params {
  const told = Object.entries(params).map(([name, value]): Params => {
    if (name === 'count') {
      return { count: Number(value) };
    }
    if (LIMITS.includes(name)) {
      return { [`${name}Span`]: context.times.duration(Number(value) * 1000) };
    }
    return MOMENTS.includes(name)
      ? tellMoment(name, String(value), context)
      : { [name]: value };
  });
  return Object.assign({}, ...told);
}

/**
 * Says why: from the cause's id and parameters in the reader's language, or in
 * the server's sentence for causes that this version does not know.
 */
export function causeText(problem: Problem, context: CauseContext): string {
  const { id, params, sentence } = problem;
  const messages = messagesOf(id);
  if (messages.length === 0 || !hasAllParameters(messages, params)) {
    return sentence;
  }
  // Which parameters a key takes is known only at run time, and checked above.
  const t = context.t as (key: string, params: Params) => string;
  return t(`cause.${id}`, tellParams(params, context));
}
