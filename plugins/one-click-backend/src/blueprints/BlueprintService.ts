import type { Blueprint } from '@one-click/backstage-plugin-one-click-common';

/** Knows the blueprints that can be deployed. */
export interface BlueprintService {
  list(): readonly Blueprint[];
}
