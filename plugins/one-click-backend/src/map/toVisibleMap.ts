import { roleAtLeast } from '@one-click/backstage-plugin-one-click-common';
import type {
  MapNode,
  Role,
  RolloutMap,
} from '@one-click/backstage-plugin-one-click-common';

/** Which Secrets there are tells strangers what to look for. */
const SECRET_ROLE: Role = 'editor';

/** Whether a role may see that a kind of objects exists. */
export function maySee(kind: string, role: Role): boolean {
  return kind !== 'Secret' || roleAtLeast(role, SECRET_ROLE);
}

/** What a role may see of a map. Edges may lead to what is hidden; pages draw what has both ends. */
export function toVisibleMap(
  nodes: readonly MapNode[],
  role: Role,
): Pick<RolloutMap, 'nodes' | 'hidden'> {
  return {
    nodes: nodes.filter(({ kind }) => maySee(kind, role)),
    hidden: maySee('Secret', role) ? [] : ['Secret'],
  };
}
