import { waitFor } from '@one-click/devcluster';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  OneClickApi,
  Outcome,
} from '@one-click/backstage-plugin-one-click-common';

const SETTLE_TIMEOUT_MS = 180_000;
const SHOP = 'shop';
const STOREFRONT = 'component:default/storefront';

const web: RolloutSpecInput = {
  image: { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' },
  replicas: 3,
  resources: {
    requests: { cpu: '100m', memory: '128Mi' },
    limits: { cpu: '1', memory: '512Mi' },
  },
  env: [
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'DATABASE_URL', value: 'postgres://app@db:5432/shop?ssl=true' },
    {
      name: 'GREETING',
      value: 'Welcome back.\nYour basket = your choice.',
    },
    { name: 'FEATURES', value: '' },
  ],
  interfaces: [
    {
      name: 'http',
      port: 80,
      ingress: { rules: [{ host: 'shop.example.com', path: '/', tls: true }] },
    },
  ],
};

const worker: RolloutSpecInput = {
  image: { registry: 'ghcr.io', repository: 'acme/worker', tag: '2.4.1' },
  replicas: 2,
};

/**
 * Fills a portal, as Ana, with projects and rollouts in several states, so that
 * pages have something to show; done when the states are there.
 */
export async function furnishPortal(api: OneClickApi): Promise<void> {
  await createProjects(api);
  await createRollouts(api);
  const names = ['web', 'worker', 'checkout'];
  await Promise.all(names.map(name => becomes(api, name, ['healthy'])));
  await breakCheckout(api);
}

async function createProjects(api: OneClickApi): Promise<void> {
  const owner = 'group:default/team-payments';
  await api.createProject({
    name: SHOP,
    title: 'Shop',
    description: 'Where customers buy, and what runs behind it',
    tags: ['production'],
    owner,
  });
  await api.createProject({
    name: 'payments-staging',
    title: 'Payments staging',
    description: 'The next release, for testers',
    tags: ['staging', 'internal'],
    owner,
  });
  await api.createProject({ name: 'playground', title: 'Playground', owner });
}

async function createRollouts(api: OneClickApi): Promise<void> {
  await api.createRollout(SHOP, {
    name: 'web',
    spec: web,
    entityRef: STOREFRONT,
  });
  await api.createRollout(SHOP, { name: 'worker', spec: worker });
  await api.createRollout(SHOP, {
    name: 'checkout',
    spec: {
      ...worker,
      image: { ...worker.image, repository: 'acme/checkout' },
    },
  });
  await api.createRollout('payments-staging', {
    name: 'importer',
    spec: {
      image: {
        registry: 'fail.invalid',
        repository: 'acme/importer',
        tag: 'crash-1',
      },
      replicas: 1,
    },
  });
}

/** An update that cannot start beside what serves. */
async function breakCheckout(api: OneClickApi): Promise<void> {
  await api.saveRollout(
    { project: SHOP, rollout: 'checkout' },
    {
      spec: {
        ...worker,
        image: {
          registry: 'fail.invalid',
          repository: 'acme/checkout',
          tag: '2.5',
        },
      },
      note: 'Faster checkout',
      baseRevision: 1,
    },
  );
  await becomes(api, 'checkout', ['failed', 'refused']);
}

/** Waits for what becomes of the newest revision of a rollout of the shop. */
async function becomes(
  api: OneClickApi,
  rollout: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  await waitFor(
    async () => {
      const { revision } = await api.getRollout({ project: SHOP, rollout });
      return outcomes.includes(revision.outcome);
    },
    {
      what: `the newest revision of '${rollout}' to be ${outcomes.join(
        ' or ',
      )}`,
      timeoutMs: SETTLE_TIMEOUT_MS,
    },
  );
}
