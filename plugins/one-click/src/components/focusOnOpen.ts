/** A ref for the element of a dialog that takes the focus as soon as it is there. */
export function focusOnOpen(element: HTMLElement | null): void {
  element?.focus();
}
