import type { LogSource } from '@one-click/backstage-plugin-one-click-common';
import type { Place } from '../live/LiveObjects';

/** A container of a pod. */
export interface ContainerRef extends Place {
  readonly pod: string;
  /** Another pod of the same name has another log. */
  readonly uid: string;
  readonly container: string;
}

/** What may be read of a container right now. */
export type ReadMode =
  /** It has not started. */
  | 'none'
  /** It is over: its log stays as it is. */
  | 'once'
  /** More may come. */
  | 'follow';

/** A container whose log is asked for. */
export interface WantedContainer {
  readonly ref: ContainerRef;
  readonly mode: ReadMode;
  readonly source: Omit<LogSource, 'state' | 'message'>;
}

/** The container as one text. */
export function nameOfContainer(ref: ContainerRef): string {
  const { cluster, namespace, uid, pod, container } = ref;
  return `${cluster}/${namespace}/${uid}/${pod}/${container}`;
}
