import { useRef } from 'react';

/** Gives the same request the same key, so that a second press or a retry changes nothing. */
export function useIdempotencyKey(): (body: object) => string {
  const last = useRef({ text: '', key: '' });
  return body => {
    const text = JSON.stringify(body);
    if (last.current.text !== text) {
      last.current = { text, key: crypto.randomUUID() };
    }
    return last.current.key;
  };
}
