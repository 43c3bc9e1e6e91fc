import type { KeyboardEvent } from 'react';

/** Goes on what holds a form or dialog: Ctrl+Enter or Cmd+Enter is its main button. */
export function mainKey(onMain: () => void) {
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        onMain();
      }
    },
  };
}
