import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  entityPresentationApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import type { EntityPresentationApi } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';

type Presentation = EntityPresentationApi | undefined;
type Names = ReadonlyMap<string, string>;

/**
 * Gives the display names of catalog entities, for places that take only text.
 * Until the catalog has told a name, the entity's own name stands in.
 */
export function useEntityNames(
  entityRefs: readonly string[],
): (entityRef: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const [told, setTold] = useState<Names>(new Map());
  // Lists are made anew at each rendering; what is in them counts.
  const wanted = entityRefs.join(' ');

  useEffect(() => {
    let isWanted = true;
    void askNames(wanted.split(' '), presentation).then(names => {
      if (isWanted) {
        setTold(names);
      }
    });
    return () => {
      isWanted = false;
    };
  }, [presentation, wanted]);

  return useCallback(
    ref => told.get(ref) ?? nameAtOnce(ref, presentation),
    [presentation, told],
  );
}

async function askNames(
  refs: readonly string[],
  presentation: Presentation,
): Promise<Names> {
  const names = refs
    .filter(ref => ref !== '')
    .map(async (ref): Promise<[string, string]> => {
      try {
        const asked = await presentation?.forEntity(ref).promise;
        return [ref, asked?.primaryTitle ?? nameAtOnce(ref, presentation)];
      } catch {
        return [ref, nameAtOnce(ref, presentation)];
      }
    });
  return new Map(await Promise.all(names));
}

function nameAtOnce(ref: string, presentation: Presentation): string {
  return entityPresentationSnapshot(ref, {}, presentation).primaryTitle;
}
