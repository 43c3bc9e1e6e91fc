import { useSyncExternalStore } from 'react';

/** Relative times tick together this often; more would only flicker. */
const TICK_MS = 30_000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now();
  listeners.forEach(listener => listener());
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    // A clock that nobody watched has stood still.
    now = Date.now();
  }
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present in milliseconds; renders again every 30 s, all callers at once. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
