import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { updatePolicyInputSchema } from '@one-click/backstage-plugin-one-click-common';
import type { UpdatePolicyInput } from '@one-click/backstage-plugin-one-click-common';
import type { TagSource } from '@one-click/backstage-plugin-one-click-node';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { ProposalService } from '../src/proposals/ProposalService';
import type { PullSecrets } from '../src/registry/pullSecrets';
import { Registries } from '../src/registry/Registries';
import type { RegistryClient } from '../src/registry/RegistryClient';
import { UpdateEvaluator } from '../src/updates/UpdateEvaluator';
import { UpdateLooker } from '../src/updates/UpdateLooker';
import { UpdateService } from '../src/updates/UpdateService';
import { UpdateTicker } from '../src/updates/UpdateTicker';
import { DeployTokenService } from '../src/deployTokens/DeployTokenService';
import { WebhookService } from '../src/webhooks/WebhookService';
import { FakeRegistryClient } from './FakeRegistryClient';
import { settle } from './ManualClock';
import { aSpec } from './records';
import { createRunningRig } from './rig';
import type { Rig, RigOptions } from './rig';

/** What the image of a spec should be, in short: `ghcr.io/acme/web:2.4.0`. */
export function withTag(image: string): RolloutSpecInput {
  const [name = '', tag = ''] = image.split(/:(?=[^/]*$)/);
  const [registry = '', ...path] = name.split('/');
  return aSpec({ image: { registry, repository: path.join('/'), tag } });
}

export interface UpdateRigOptions extends RigOptions {
  readonly client?: RegistryClient;
  readonly sources?: readonly TagSource[];
  readonly pullSecrets?: PullSecrets;
}

const NO_SECRETS: PullSecrets = { find: async () => undefined };

/** What updates a rig's rollouts; several may share its state, as replicas do. */
export function createUpdater(rig: Rig, options: UpdateRigOptions = {}) {
  const { state, saves, clock } = rig;
  const now = () => clock.now();
  const registry = new FakeRegistryClient();
  const { client = registry, sources = [], pullSecrets = NO_SECRETS } = options;
  const registries = new Registries({
    client,
    sources,
    states: state.stores.registryStates,
    now,
    random: () => 0.5,
  });
  const evaluator = new UpdateEvaluator(registries);
  const shared = { state, saves, evaluator, pullSecrets, clock, now };
  const made = {
    ...shared,
    random: () => 0.5,
    newId: randomUUID,
    announcer: { rolloutChanged: (id: string) => rig.announced.push(id) },
  };
  const looker = new UpdateLooker(made);
  const ticker = new UpdateTicker({
    ...shared,
    looker,
    logger: mockServices.logger.mock(),
    processId: randomUUID(),
  });
  const wake = (ms?: number) => ticker.wake(ms);
  return {
    registry,
    registries,
    ticker,
    updates: new UpdateService({ ...shared, looker, wake }),
    proposals: new ProposalService(shared),
    webhooks: new WebhookService({
      ...shared,
      wake,
      baseUrl: 'https://portal',
    }),
    deployTokens: new DeployTokenService(made),
  };
}

/** A rig whose rollout `web` runs an image, and what updates it. */
export async function createUpdateRig(
  image: string,
  options: UpdateRigOptions = {},
) {
  const rig = await createRunningRig(withTag(image), options);
  const updater = createUpdater(rig, options);
  updater.ticker.start();
  const { web } = rig;
  return {
    ...rig,
    ...updater,
    /** Sets the policy, and lets it look. */
    async follow(policy: UpdatePolicyInput) {
      await updater.updates.put(web, updatePolicyInputSchema.parse(policy));
      await rig.clock.advance(0);
      await settle();
    },
    decisions: async () =>
      (await updater.updates.listDecisions(web, { limit: 50 })).items,
    /** The tag of the newest revision. */
    tag: async () => (await rig.read()).spec.image.tag,
  };
}
