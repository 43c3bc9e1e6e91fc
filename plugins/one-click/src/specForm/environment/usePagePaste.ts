import { useEffect, useRef } from 'react';

function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, [contenteditable]') !== null
  );
}

/** Hands over what is pasted on the page outside of any field. */
export function usePagePaste(onPaste: (text: string) => boolean): void {
  const handler = useRef(onPaste);
  handler.current = onPaste;
  useEffect(() => {
    const listen = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isTypedInto(event.target) && handler.current(text)) {
        event.preventDefault();
      }
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
}
