import type { Visitor } from './browser/Visitor';
import { createProject } from './portal/projects';
import { useStack } from './stack/useStack';

describe('a developer takes a container from nothing to healthy', () => {
  const portal = useStack();
  let ana: Visitor;

  portal.step('signs in', async () => {
    ana = await portal.visitor();
    await ana.signIn('Ana Díaz');
  });

  portal.step('makes a project for her team', async () => {
    await createProject(ana, { name: 'Checkout', owner: 'Team Payments' });
  });
});
