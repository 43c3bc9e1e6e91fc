import type { Visitor } from '../browser/Visitor';
import { field } from './fields';

/** What the create flow is filled in with. */
export interface NewRollout {
  readonly image: string;
  readonly name: string;
  readonly port: string;
  readonly host: string;
}

/** Goes through the create flow, which is open; done when the rollout's page is there. */
export async function createRollout(
  visitor: Visitor,
  rollout: NewRollout,
): Promise<void> {
  const { page } = visitor;
  await page.getByRole('radio', { name: /^Image/ }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await field(page, 'Image').fill(rollout.image);
  await field(page, 'Name').fill(rollout.name);
  await page.getByRole('radio', { name: 'Yes' }).check();
  await field(page, 'On port').fill(rollout.port);
  await field(page, 'Public address').fill(rollout.host);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Create and start' }).click();
  await page
    .getByRole('heading', { name: rollout.name, exact: true })
    .first()
    .waitFor();
}
