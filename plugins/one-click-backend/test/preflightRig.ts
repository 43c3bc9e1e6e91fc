import type {
  ImageInspection,
  PreflightMessage,
} from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { HostLookup } from '../src/hosts/HostLookup';
import {
  childrenCheck,
  classesCheck,
  createHostsCheck,
  createImageCheck,
  createNodesCheck,
  createPolicyCheck,
  createVolumesCheck,
  instanceCheck,
  portsCheck,
  quotaCheck,
  referencesCheck,
  rolloutCheck,
} from '../src/preflight/checks';
import { DefaultPreflightService } from '../src/preflight/DefaultPreflightService';
import { createRuleBook } from '../src/saving/RuleBook';
import { InMemoryStateKeeper } from '../src/storage/InMemoryStateKeeper';
import { FakePreflightCluster } from './FakePreflightCluster';
import { ManualClock } from './ManualClock';
import { aProject } from './records';
import { accessOf } from './rig';

/** An image that fits the nodes. */
export const FOUND: ImageInspection = {
  image: {
    digest: `sha256:${'0'.repeat(64)}`,
    platforms: [{ os: 'linux', architecture: 'amd64' }],
    exposedPorts: [],
    volumes: [],
  },
};

/** Every check, on a cluster in memory and a clock that we move. */
export async function createPreflightRig(
  options: { readonly isAway?: boolean } = {},
) {
  const state = new InMemoryStateKeeper();
  const { stores } = state;
  const clock = new ManualClock();
  const cluster = new FakePreflightCluster();
  const project = aProject();
  await stores.projects.insert(project);
  cluster.namespace = { isDeleting: false, projectId: project.id };
  const access = accessOf(project);
  const image = { found: FOUND };
  const nodes = {
    total: 1,
    ready: 1,
    platforms: [{ os: 'linux', architecture: 'amd64' }],
    capacity: { cpu: '4', memory: '8Gi', pods: '110' },
    allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
    largest: { cpu: '4', memory: '8Gi' },
  };
  const hosts = new HostLookup({
    stores,
    rules: { ownerRole: 'admin' },
    ingresses: { find: async () => (options.isAway ? undefined : []) },
  });
  const rules = createRuleBook([
    {
      id: 'acme.names',
      check: async ({ spec }) =>
        spec.args
          ? [{ severity: 'warning', field: 'args', message: 'are unusual' }]
          : [],
    },
  ]);
  const service = DefaultPreflightService.create({
    stores,
    clock,
    cluster: () => (options.isAway ? undefined : cluster),
    checks: [
      createPolicyCheck(rules),
      rolloutCheck,
      childrenCheck,
      instanceCheck,
      createImageCheck({
        images: { inspect: async () => image.found },
        platformsOf: () => nodes.platforms,
      }),
      createHostsCheck(hosts),
      classesCheck,
      quotaCheck,
      createNodesCheck(() => nodes),
      createVolumesCheck({ stores, storageClasses: () => undefined }),
      portsCheck,
      referencesCheck,
    ],
  });
  const start = async (spec: RolloutSpecInput) => {
    const request = { access, rollout: 'web', spec, exists: false };
    const preflight = await service.prepare(request);
    return preflight.run(new AbortController().signal);
  };
  return { access, clock, cluster, image, nodes, project, start, stores };
}

/** All that a pre-flight tells. */
export async function gather(run: AsyncIterable<PreflightMessage>) {
  const messages: PreflightMessage[] = [];
  for await (const message of run) {
    messages.push(message);
  }
  return messages;
}

/** How each check ended. */
export function readStates(messages: readonly PreflightMessage[]) {
  return Object.fromEntries(
    messages.flatMap(each =>
      each.type === 'check' ? [[each.check, each.state] as const] : [],
    ),
  );
}

/** What checks found, in their order. */
export function readFindings(messages: readonly PreflightMessage[]) {
  return messages.flatMap(each =>
    each.type === 'finding' ? [each.finding] : [],
  );
}
