import { useApi } from '@backstage/frontend-plugin-api';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { oneClickApiRef } from '../../api/apiRef';
import { queryKeys } from '../../api/queryKeys';
import { useIdempotencyKey } from '../../api/useIdempotencyKey';
import { fromServerPath } from '../../draft/fieldKey';
import { useStartFollow } from '../../follow/useFollow';
import { useNavigate, usePaths, useSearchParams } from '../../routing';
import type { NewRollout } from './useNewRollout';

const MAX_RETRIES = 2;

/** Creates the rollout once, goes there and follows it. */
export function useCreateRollout(rollout: NewRollout, project: string) {
  const api = useApi(oneClickApiRef);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const paths = usePaths();
  const startFollow = useStartFollow();
  const keyOf = useIdempotencyKey();
  const [params] = useSearchParams();
  const { name, spec, note } = rollout.state;
  const entityRef = params.get('entityRef') ?? undefined;

  return useMutation({
    mutationFn: () => {
      const body = {
        name,
        spec,
        note: note.trim() || undefined,
        entityRef,
      };
      return api.createRollout(project, body, { idempotencyKey: keyOf(body) });
    },
    retry: (count, error) =>
      count < MAX_RETRIES && !(error instanceof OneClickError),
    onSuccess: ({ rollout: saved }) => {
      const ref = { project, rollout: saved.name };
      cache.setQueryData(queryKeys.rollout(ref), saved);
      void cache.invalidateQueries({ queryKey: queryKeys.allRollouts });
      void cache.invalidateQueries({ queryKey: queryKeys.allProjects });
      void cache.invalidateQueries({ queryKey: queryKeys.project(project) });
      startFollow(ref, {
        revision: saved.revision.number,
        savedAt: saved.revision.createdAt,
      });
      rollout.forget();
      navigate(paths.rollout(ref));
    },
    onError: error => {
      if (error instanceof OneClickError) {
        rollout.shown.setRefused(
          new Map(
            error.fields.map(({ path, message }) => [
              fromServerPath(path, spec),
              message,
            ]),
          ),
        );
      }
    },
  });
}
