import { useRef, useState } from 'react';

export interface SteadyOrder<T> {
  readonly items: readonly T[];
  /** The order that is shown is no longer the right one. */
  readonly hasChanged: boolean;
  readonly sortAgain: () => void;
  /** Goes on the element that holds the rows. */
  readonly holders: {
    onPointerEnter(): void;
    onPointerLeave(): void;
    onFocus(): void;
    onBlur(event: React.FocusEvent): void;
  };
}

/**
 * Sorts rows, but never under the reader: while pointer or focus is among them,
 * known rows keep their place and new ones follow after them.
 */
export function useSteadyOrder<T>(
  items: readonly T[],
  options: {
    readonly keyOf: (item: T) => string;
    readonly compare: (a: T, b: T) => number;
  },
): SteadyOrder<T> {
  const { keyOf, compare } = options;
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [, setSorts] = useState(0);
  const shown = useRef<readonly string[]>([]);

  const sorted = [...items].sort(compare);
  const held = pointed || focused;
  const ordered = held ? keepOrder(sorted, shown.current, keyOf) : sorted;
  const hasChanged = ordered.some((item, index) => item !== sorted[index]);
  shown.current = ordered.map(keyOf);

  return {
    items: ordered,
    hasChanged,
    sortAgain: () => {
      shown.current = sorted.map(keyOf);
      setSorts(sorts => sorts + 1);
    },
    holders: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: event =>
        setFocused(event.currentTarget.contains(event.relatedTarget)),
    },
  };
}

/** Items in the order of `keys`, unknown ones after them. */
export function keepOrder<T>(
  items: readonly T[],
  keys: readonly string[],
  keyOf: (item: T) => string,
): readonly T[] {
  const places = new Map(keys.map((key, index) => [key, index]));
  const placeOf = (item: T) => places.get(keyOf(item)) ?? keys.length;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}
