import { field } from '../portal/fields';
import { reviewAndSave, typeImage, typeVariable } from '../portal/rollout';
import { afterwards, pageScene } from './Scene';
import type { Scene } from './Scene';

const SHOP = '/one-click/projects/shop';
const WEB = `${SHOP}/rollouts/web`;
const CHECKOUT = `${SHOP}/rollouts/checkout`;
const WORKER = `${SHOP}/rollouts/worker`;

const overProjects: readonly Scene[] = [
  afterwards(
    pageScene('projects', {
      path: '/one-click/projects',
      says: 'Needs attention (2)',
    }),
    // Until the catalog has told the owner's name, its reference stands there.
    ({ page }) =>
      page.getByText('team-payments').first().waitFor({ state: 'detached' }),
  ),
  afterwards(
    pageScene('project-new', {
      path: '/one-click/projects',
      says: 'Playground',
    }),
    async ({ page }) => {
      await page.getByRole('button', { name: 'New project' }).first().click();
      await field(page, 'Name').fill('Returns');
      await page.getByRole('button', { name: 'Team Payments' }).waitFor();
    },
  ),
  pageScene('project', { path: `${SHOP}/rollouts`, says: 'checkout' }),
  pageScene('project-empty', {
    path: '/one-click/projects/playground/rollouts',
    says: 'Nothing runs here yet',
  }),
  pageScene('rollouts', { path: '/one-click/rollouts', says: 'importer' }),
  pageScene('absent', {
    path: '/one-click/projects/elsewhere/rollouts',
    says: 'Nothing here that you can see',
  }),
];

const ofCreating: readonly Scene[] = [
  pageScene('create-start', { path: `${SHOP}/new`, says: 'any you can pull' }),
  afterwards(
    pageScene('create-configure', {
      path: `${SHOP}/new?step=configure`,
      says: 'Does it answer requests?',
    }),
    async ({ page }) => {
      await field(page, 'Image').fill('ghcr.io/acme/returns:1.0');
      await page.getByRole('radio', { name: 'Yes' }).check();
      await field(page, 'On port').fill('8080');
      await field(page, 'Public address').fill('returns.example.com');
    },
  ),
  {
    name: 'create-review',
    async show({ page }) {
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('button', { name: 'Create and start' }).waitFor();
    },
  },
];

const ofRollouts: readonly Scene[] = [
  pageScene('rollout', { path: `${WEB}/overview`, says: /instances serve/ }),
  pageScene('rollout-blocked', {
    path: `${CHECKOUT}/overview`,
    says: 'Revision 1 still serves.',
  }),
  afterwards(
    pageScene('rollout-why', {
      path: `${CHECKOUT}/overview`,
      says: 'Revision 1 still serves.',
    }),
    ({ page }) => page.getByRole('button', { name: 'Why?' }).click(),
  ),
  pageScene('revisions', {
    path: `${CHECKOUT}/revisions`,
    says: 'Faster checkout',
  }),
  pageScene('revision', {
    path: `${CHECKOUT}/revisions/2`,
    says: 'Settings as YAML',
  }),
  pageScene('compare', {
    path: `${CHECKOUT}/revisions/compare?left=1&right=2`,
    says: 'Fields that are the same are not shown.',
  }),
  afterwards(
    pageScene('roll-back', {
      path: `${CHECKOUT}/overview`,
      says: 'Revision 1 still serves.',
    }),
    async ({ page }) => {
      await page
        .getByRole('button', { name: 'Roll back to revision 1' })
        .first()
        .click();
      await page.getByText('Makes a new revision').waitFor();
    },
  ),
];

const ofChanging: readonly Scene[] = [
  pageScene('network', { path: `${WEB}/network`, says: 'Public addresses' }),
  pageScene('scale', { path: `${WEB}/scale`, says: 'Each instance' }),
  pageScene('image', { path: `${WEB}/image`, says: 'Pinned digest' }),
  pageScene('environment', {
    path: `${WEB}/environment`,
    says: 'Values are exact',
  }),
  afterwards(
    pageScene('draft', {
      path: `${WEB}/environment`,
      says: 'Values are exact',
    }),
    async visitor => {
      await typeVariable(visitor, { name: 'CURRENCY', value: 'EUR' });
      await visitor.open(`${WEB}/image`);
      await typeImage(visitor, {
        registry: 'docker.io',
        repository: 'library/nginx',
        tag: '1.28',
      });
    },
  ),
  {
    name: 'review',
    async show({ page }) {
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByText('Shown in Revisions.').waitFor();
    },
  },
  afterwards(
    pageScene('follow', { path: `${WORKER}/scale`, says: 'Each instance' }),
    async visitor => {
      const instances = field(visitor.page, 'Instances');
      const before = Number(await instances.inputValue());
      await instances.fill(String(before + 1));
      await reviewAndSave(visitor);
      await visitor.page.getByText('Steady').waitFor();
    },
  ),
];

const besides: readonly Scene[] = [
  pageScene('component', {
    path: '/catalog/default/component/storefront/rollouts',
    says: 'shop.example.com',
  }),
  pageScene('template', {
    path: '/create/templates/default/deploy-with-one-click',
    says: 'Where it is reached',
  }),
];

/** Everything that a member of the team that owns the projects comes to see. */
export const MEMBER_SCENES: readonly Scene[] = [
  ...overProjects,
  ...ofCreating,
  ...ofRollouts,
  ...ofChanging,
  ...besides,
];

/** What the same person sees while the cluster does not answer. */
export const AWAY_SCENES: readonly Scene[] = [
  pageScene('cluster-away', {
    path: `${WEB}/overview`,
    says: /has not answered for/,
  }),
];
