import { rolloutCreateSchema } from '@one-click/backstage-plugin-one-click-common';
import { useTexts } from '../../translation';
import type { NewRollout } from './useNewRollout';

/** What is wrong with a name, as a sentence that begins with its verb; absent for a good one. */
export function nameError(name: string): string | undefined {
  const parsed = rolloutCreateSchema.shape.name.safeParse(name);
  return parsed.success ? undefined : parsed.error.issues[0]?.message;
}

/** The error to show at the name: its own, or that the names made from it do not fit. */
export function useNameError(rollout: NewRollout): string | undefined {
  const t = useTexts();
  const { shown, state } = rollout;
  const own = state.name ? nameError(state.name) : t('form.needed');
  const fits =
    shown.errorOf('name') ??
    shown.errors.get('metadata.name') ??
    shown.errors.get('');
  // A name that was typed is judged at once; an empty one when it was left.
  const isShown = state.name !== '' || shown.isShown('name');
  return isShown ? own ?? fits : undefined;
}
