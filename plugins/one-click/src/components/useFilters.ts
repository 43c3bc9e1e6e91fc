import { useCallback } from 'react';
import { useSearchParams } from '../routing';

/** Filters that live in the address bar, so that a colleague sees the same. */
export interface Filters {
  get(name: string): string;
  /** Every value of a filter that may have several. */
  all(name: string): readonly string[];
  /** Sets a filter; nothing or an empty text lifts it. */
  set(name: string, value: string | readonly string[]): void;
  /** Sets several at once; one after the other would lose the first. */
  setMany(values: Readonly<Record<string, string>>): void;
  clear(): void;
  /** Whether any filter is set. */
  readonly isSet: boolean;
}

/** Reads and sets the filters named. */
export function useFilters(names: readonly string[]): Filters {
  const [params, setParams] = useSearchParams();

  const change = useCallback(
    (update: (next: URLSearchParams) => void) =>
      setParams(
        old => {
          const next = new URLSearchParams(old);
          update(next);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );

  return {
    get: name => params.get(name) ?? '',
    all: name => params.getAll(name),
    set: (name, value) =>
      change(next => {
        const values = typeof value === 'string' ? [value] : value;
        next.delete(name);
        values.filter(Boolean).forEach(each => next.append(name, each));
      }),
    setMany: values =>
      change(next =>
        Object.entries(values).forEach(([name, value]) =>
          value ? next.set(name, value) : next.delete(name),
        ),
      ),
    clear: () => change(next => names.forEach(name => next.delete(name))),
    isSet: names.some(name => params.get(name)),
  };
}
