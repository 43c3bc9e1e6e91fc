import type {
  MapNode,
  NodeLevel,
} from '@one-click/backstage-plugin-one-click-common';
import type { Described } from '../live/objects';

/** How an object is, in a word and for its colour, with what else is worth telling. */
export interface NodeState {
  readonly level: NodeLevel;
  readonly state: string;
  readonly facts: MapNode['facts'];
}

type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** A state with those of the facts that are known. */
export function aState(
  level: NodeLevel,
  state: string,
  facts: Facts = {},
): NodeState {
  const known = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { level, state, facts: Object.fromEntries(known) };
}

/** Whether an object is on its way out. */
export function isGoing({ metadata }: Described): boolean {
  return metadata?.deletionTimestamp !== undefined;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
}

/** The condition of that type, where it has that status. */
export function conditionOf<C extends Condition>(
  conditions: readonly C[] | undefined,
  type: string,
  status: 'True' | 'False' = 'True',
): C | undefined {
  return conditions?.find(each => each.type === type && each.status === status);
}
