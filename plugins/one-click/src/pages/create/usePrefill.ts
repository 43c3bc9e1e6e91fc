import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { useEffect } from 'react';
import { useBlueprints, useRollout } from '../../api/queries';
import { imageText } from '../../rollouts/imageText';
import { useSearchParams } from '../../routing';
import { withoutHostsAndSecrets } from './newRolloutState';
import type { NewRollout } from './useNewRollout';
import { nameOfImage } from './parseImage';

/** What a source fills into the flow. */
export function filledFrom(source: string, spec: RolloutSpecInput) {
  const start = withoutHostsAndSecrets(spec);
  return {
    source,
    spec: start,
    texts: {},
    imageText: imageText(start.image),
    name: nameOfImage(start.image),
    nameTouched: false,
  };
}

/** Fills in what the entry point chose, a blueprint or a rollout to copy; says whether it did choose. */
export function usePrefill(rollout: NewRollout, project: string): boolean {
  const [params] = useSearchParams();
  const blueprint = params.get('blueprint');
  const from = params.get('from');
  const blueprints = useBlueprints();
  const copied = useRollout(
    { project, rollout: from ?? '' },
    { enabled: from !== null },
  );
  const spec =
    from === null
      ? blueprints.data?.find(({ name }) => name === blueprint)?.spec
      : copied.data?.spec;
  const source = sourceOf(blueprint, from);
  const { state, change } = rollout;

  useEffect(() => {
    // What was typed for this source before a reload stays.
    if (source !== undefined && spec && state.source !== source) {
      change(filledFrom(source, spec));
    }
  }, [source, spec, state.source, change]);

  return source !== undefined;
}

function sourceOf(
  blueprint: string | null,
  from: string | null,
): string | undefined {
  if (from !== null) {
    return `copy:${from}`;
  }
  return blueprint === null ? undefined : `blueprint:${blueprint}`;
}
