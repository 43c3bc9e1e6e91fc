import { useApi } from '@backstage/frontend-plugin-api';
import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type {
  RolloutDetail,
  Saved,
} from '@one-click/backstage-plugin-one-click-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { oneClickApiRef } from '../../../api/apiRef';
import { queryKeys } from '../../../api/queryKeys';
import { useIdempotencyKey } from '../../../api/useIdempotencyKey';
import type { DraftHandle } from '../../../draft/useDraft';
import { useStartFollow } from '../../../follow/useFollow';

/** What is sent: the draft, or an old revision to go back to. */
export type SaveRequest =
  | { readonly kind: 'save'; readonly note: string }
  | {
      readonly kind: 'rollback';
      readonly revision: number;
      readonly note: string;
    };

/** A request whose answer was lost is sent again this often; its key makes it one revision. */
const MAX_RETRIES = 2;

/** Sends a save or rollback; what was saved is shown and followed at once. */
export function useSave(rollout: RolloutDetail, draft: DraftHandle) {
  const api = useApi(oneClickApiRef);
  const keyOf = useIdempotencyKey();
  const take = useTakeSaved(rollout);
  const ref = { project: rollout.project, rollout: rollout.name };

  return useMutation({
    mutationFn: (request: SaveRequest): Promise<Saved> => {
      const note = request.note.trim() || undefined;
      if (request.kind === 'rollback') {
        const body = { revision: request.revision, note };
        return api.rollBack(ref, body, { idempotencyKey: keyOf(body) });
      }
      const body = {
        spec: draft.spec,
        note,
        baseRevision: draft.began.revision,
      };
      return api.saveRollout(ref, body, { idempotencyKey: keyOf(body) });
    },
    retry: (count, error) =>
      count < MAX_RETRIES && !(error instanceof OneClickError),
    onSuccess: (saved, request) => {
      take(saved);
      if (request.kind === 'save') {
        draft.replace(undefined);
      }
    },
    onError: error => {
      if (error instanceof OneClickError) {
        draft.showRefused(error.fields);
      }
    },
  });
}

/** Shows what the server answered, and follows it into the cluster. */
function useTakeSaved(rollout: RolloutDetail): (saved: Saved) => void {
  const cache = useQueryClient();
  const startFollow = useStartFollow();
  const ref = { project: rollout.project, rollout: rollout.name };
  return ({ rollout: saved, changed }) => {
    cache.setQueryData(queryKeys.rollout(ref), saved);
    void cache.invalidateQueries({ queryKey: queryKeys.revisions(ref) });
    if (changed) {
      startFollow(ref, {
        revision: saved.revision.number,
        savedAt: saved.revision.createdAt,
      });
    }
  };
}
