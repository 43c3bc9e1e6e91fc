import type { Locator, Page } from 'playwright-core';

type Place = Page | Locator;

/** Finds a text field by its label, whether marked as required or changed or not. */
export function field(place: Place, label: string): Locator {
  const words = label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return place.getByRole('textbox', {
    name: new RegExp(`^${words}(\\s\\*)?(, changed)?$`),
  });
}

/** Opens a select by its label and picks an option by its words. */
export async function choose(
  place: Locator,
  choice: { readonly label: string; readonly option: string },
): Promise<void> {
  await place
    .getByRole('button', { name: new RegExp(`^${choice.label}\\b`) })
    .click();
  // The list hangs at the end of the document, outside of any dialog.
  await place
    .page()
    .getByRole('option', { name: choice.option, exact: true })
    .click();
}
