import { useSearchParams } from '../../routing';
import type { Step } from './steps';

/** Goes to a step; the browser's Back comes back from it. */
export function useGoToStep(): (step: Step) => void {
  const [, setParams] = useSearchParams();
  return step =>
    setParams(old => {
      const next = new URLSearchParams(old);
      next.set('step', step);
      return next;
    });
}
