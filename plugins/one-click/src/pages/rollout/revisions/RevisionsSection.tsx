import type { RolloutDetail } from '@one-click/backstage-plugin-one-click-common';
import { Route, Routes } from '../../../routing';
import { ComparePage } from './ComparePage';
import { RevisionList } from './RevisionList';
import { RevisionPage } from './RevisionPage';

/** The history of a rollout: the list, one revision, a comparison. */
export function RevisionsSection({
  rollout,
}: {
  readonly rollout: RolloutDetail;
}) {
  return (
    <Routes>
      <Route index element={<RevisionList rollout={rollout} />} />
      <Route path="compare" element={<ComparePage rollout={rollout} />} />
      <Route path=":number" element={<RevisionPage rollout={rollout} />} />
    </Routes>
  );
}
