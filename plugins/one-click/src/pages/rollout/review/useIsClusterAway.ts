import { useClusters } from '../../../api/queries';

/** Whether a cluster does not answer, so that a save waits. */
export function useIsClusterAway(cluster: string): boolean {
  const { data = [] } = useClusters();
  return data.some(({ name, state }) => name === cluster && state === 'away');
}
