import { useEffect, useState } from 'react';

/** The value once it has not changed for a while, so that typing asks once. */
export function useSettled<T>(value: T, ms: number = 300): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
