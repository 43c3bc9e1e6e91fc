import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  entityPresentationApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Gives the display name of a catalog entity, for places that take only text. */
export function useEntityNames(): (entityRef: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  return useCallback(
    entityRef =>
      entityPresentationSnapshot(entityRef, {}, presentation).primaryTitle,
    [presentation],
  );
}
