import { useCallback, useMemo, useState } from 'react';
import { useTexts } from '../translation';
import type { FieldKey } from './fieldKey';
import type { SpecEditor } from './SpecEditor';
import { validateSpec } from './validateSpec';
import type { FieldErrors, Validation } from './validateSpec';

export interface ShownErrors
  extends Pick<SpecEditor, 'errors' | 'errorOf' | 'touch'> {
  /** Whether an error of this field would be shown by now. */
  isShown(key: FieldKey): boolean;
  /** Shows every error from now on. */
  showAll(): void;
  /** Adds what the server refused; a field's refusal goes with its next edit. */
  setRefused(refused: FieldErrors): void;
}

/** Which errors a spec has and which of them are shown: a field's from when it was left. */
export function useFieldErrors(
  validation: Omit<Validation, 'notWhole'>,
): ShownErrors {
  const { spec, texts, name } = validation;
  const t = useTexts();
  const [touched, setTouched] = useState<ReadonlySet<FieldKey>>(new Set());
  const [isAllShown, setAllShown] = useState(false);
  const [refusal, setRefusal] = useState<{
    readonly of: unknown;
    readonly errors: FieldErrors;
  }>();

  const found = useMemo(
    () =>
      validateSpec({
        spec,
        texts,
        name,
        notWhole: text =>
          text.trim() ? t('form.notWhole', { text }) : t('form.needed'),
      }),
    [spec, texts, name, t],
  );
  // A refusal is about the spec that was sent; any edit may have answered it.
  const refused = refusal?.of === spec ? refusal.errors : undefined;
  const errors = useMemo(
    () => new Map([...(refused ?? []), ...found]),
    [refused, found],
  );

  const touch = useCallback(
    (key: FieldKey) => setTouched(old => new Set([...old, key])),
    [],
  );
  const isShown = (key: FieldKey) =>
    isAllShown || touched.has(key) || refused?.has(key) === true;
  return {
    errors,
    isShown,
    errorOf: key => (isShown(key) ? errors.get(key) : undefined),
    touch,
    showAll: () => setAllShown(true),
    setRefused: all => setRefusal({ of: spec, errors: all }),
  };
}
