import type { Visitor } from '../browser/Visitor';
import { choose, field } from './fields';

/** What the dialog New project is filled in with. */
export interface NewProject {
  readonly name: string;
  readonly owner: string;
  readonly description?: string;
}

/** Makes a project in the dialog; done when its page is there. */
export async function createProject(
  visitor: Visitor,
  project: NewProject,
): Promise<void> {
  const { page } = visitor;
  await visitor.open('/one-click/projects');
  await page.getByRole('button', { name: 'New project' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await field(dialog, 'Name').fill(project.name);
  if (project.description) {
    await field(dialog, 'Description').fill(project.description);
  }
  await choose(dialog, { label: 'Owner', option: project.owner });
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await page
    .getByRole('heading', { name: project.name, exact: true })
    .waitFor();
}
