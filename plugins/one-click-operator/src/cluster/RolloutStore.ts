import { KIND } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { IndexedStore, keyOf } from '../engine/store';
import type { IndexedStoreOptions, Stored } from '../engine/store';
import { sayTheSame } from './sayTheSame';
import { share } from './records/share';

/** An object that may belong to a rollout. */
export interface Belonging extends Stored {
  readonly metadata?:
    | (NonNullable<Stored['metadata']> & {
        readonly labels?: Readonly<Record<string, string>> | undefined;
        readonly ownerReferences?:
          | readonly {
              readonly kind: string;
              readonly name: string;
              readonly controller?: boolean;
            }[]
          | undefined;
      })
    | undefined;
}

/** The rollouts an object belongs to: by a label, and by its controller; mostly one and the same. */
export function rolloutsOf(
  { metadata }: Belonging,
  label: string,
): readonly string[] {
  const labelled = metadata?.labels?.[label];
  const controller = metadata?.ownerReferences?.find(each => each.controller);
  const owner = controller?.kind === KIND ? controller.name : undefined;
  const namespace = metadata?.namespace ?? '';
  return [...new Set([labelled, owner])].flatMap(name =>
    name === undefined ? [] : share(keyOf(namespace, name)),
  );
}

/** Objects of one kind that belong to rollouts, as last seen. */
export class RolloutStore<T extends Belonging> extends IndexedStore<T> {
  /** The label holds the name of the rollout. */
  constructor(label: string, options: Partial<IndexedStoreOptions<T>> = {}) {
    super({
      index: object => rolloutsOf(object, label),
      isSame: sayTheSame,
      ...options,
    });
  }

  /** Objects that belong to a rollout, `namespace/name`. */
  ofRollout(key: string): readonly T[] {
    return this.find(key);
  }
}
