import { useSpecEditor } from '../draft/SpecEditor';
import { useTexts } from '../translation';

/** What a field was before the draft, where the draft differs; nothing while a rollout is created. */
export function useWas(value: string, baseValue: string): string | undefined {
  const t = useTexts();
  const { base } = useSpecEditor();
  if (base === undefined || value === baseValue) {
    return undefined;
  }
  return baseValue === '' ? t('form.absent') : baseValue;
}
