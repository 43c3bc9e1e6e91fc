const NAME_FIELD = 'data-one-click-variable';

/** Marks the field with the name of the variable at a place. */
export function nameFieldProps(index: number) {
  return { [NAME_FIELD]: index };
}

/** Moves the focus to the name of the variable at a place, once it is drawn. */
export function focusVariable(index: number): void {
  setTimeout(() =>
    document.querySelector<HTMLElement>(`[${NAME_FIELD}="${index}"]`)?.focus(),
  );
}
