import type { Locator } from 'playwright-core';
import type { Visitor } from '../browser/Visitor';
import { field } from './fields';

/** A state may have to last before it counts, and the machine is shared. */
export const STATE_TIMEOUT_MS = 120_000;

/** Waits until the page says something, without loading it again. */
export async function sees(
  visitor: Visitor,
  words: string | RegExp,
): Promise<void> {
  await visitor.page
    .getByText(words)
    .first()
    .waitFor({ timeout: STATE_TIMEOUT_MS });
}

/** Opens a section of the rollout whose page is open, by the side list. */
export async function openSection(
  visitor: Visitor,
  section: string,
): Promise<void> {
  const { page } = visitor;
  await page
    .getByRole('navigation', { name: 'Sections of the rollout' })
    .getByRole('link', { name: new RegExp(`^${section}\\b`) })
    .click();
  await page.getByRole('heading', { name: section, exact: true }).waitFor();
}

/** Saves the draft by its review. */
export async function reviewAndSave(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Review and save' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Save/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Adds a plain variable on the page Environment, key by key. */
export async function typeVariable(
  visitor: Visitor,
  variable: { readonly name: string; readonly value: string },
): Promise<void> {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Add variable' }).click();
  await page
    .getByLabel(/^Name of variable/)
    .last()
    .fill(variable.name);
  await typeLines(
    page.getByLabel(`Value of ${variable.name}`),
    variable.value.split('\n'),
  );
}

async function typeLines(
  input: Locator,
  [first = '', ...others]: readonly string[],
): Promise<void> {
  await input.pressSequentially(first);
  for (const line of others) {
    await input.press('Alt+Enter');
    await input.pressSequentially(line);
  }
}

/** Names another image on the page Image. */
export async function typeImage(
  visitor: Visitor,
  image: {
    readonly registry: string;
    readonly repository: string;
    readonly tag: string;
  },
): Promise<void> {
  const { page } = visitor;
  await field(page, 'Registry').fill(image.registry);
  await field(page, 'Repository').fill(image.repository);
  await field(page, 'Tag').fill(image.tag);
}
