import { useMemo } from 'react';
import { useTexts } from '../translation';
import type { Texts } from '../translation';
import { tellTime, toSpan } from './formatTime';
import type { Span } from './formatTime';

/** Words for times and lengths of time, in the reader's language. */
export interface TimeTexts {
  /** `just now`, `5 min ago` or `3 Mar`. */
  ago(at: string, now: number): string;
  /** `41 s`, `2 h 5 min` or `4 d`. */
  duration(ms: number): string;
}

/** Gives words for times. */
export function useTimeTexts(): TimeTexts {
  const t = useTexts();
  return useMemo(() => toTimeTexts(t), [t]);
}

/** Words for times made of the texts given. */
export function toTimeTexts(t: Texts): TimeTexts {
  return {
    ago: (at, now) => {
      const telling = tellTime(at, now);
      if (telling.kind === 'now') {
        return t('time.justNow');
      }
      return telling.kind === 'date'
        ? telling.text
        : t('time.ago', { span: spanText(telling.span, t) });
    },
    duration: ms => spanText(toSpan(ms), t),
  };
}

function spanText(span: Span, t: Texts): string {
  const { unit, value, rest } = span;
  if (rest !== undefined) {
    return t('time.hoursMinutes', { value, rest });
  }
  return t(`time.${unit}`, { value });
}
