import type { Visitor } from '../browser/Visitor';
import { field } from './fields';
import { STATE_TIMEOUT_MS } from './rollout';

/** What the template Run an image is filled in with. */
export interface TemplateRun {
  /** Title on its card. */
  readonly template: string;
  readonly project: string;
  readonly name: string;
  /** Name of a component in the catalog. */
  readonly component: string;
}

/** Runs a template from the Create page; done when it has waited for the rollout. */
export async function runTemplate(
  visitor: Visitor,
  run: TemplateRun,
): Promise<void> {
  const { page } = visitor;
  await visitor.open('/create');
  await page.getByRole('button', { name: 'Choose' }).first().click();
  await field(page, 'Project').fill(run.project);
  await field(page, 'Name').fill(run.name);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Component').click();
  await page
    .getByRole('option', { name: new RegExp(run.component, 'i') })
    .click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page
    .getByRole('link', { name: 'Open the rollout' })
    .waitFor({ timeout: STATE_TIMEOUT_MS });
}
