import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { ROLLOUT_LABEL } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeObject } from '@one-click/backstage-plugin-one-click-kube';
import {
  buildChildren,
  PAUSED_REPLICAS_ANNOTATION,
} from '@one-click/backstage-plugin-one-click-workload';
import type { ChildObject } from '@one-click/backstage-plugin-one-click-workload';
import { CHILD_RESOURCES } from '../childResources';
import { inParallel } from '../world';
import type { RolloutRef, World } from '../world';
import { differingPaths } from './differingPaths';
import { keyOf } from './Population';
import type { Population } from './Population';

const WORKERS = 8;

/** Kinds whose objects outlive what asked for them. */
const KEPT: ReadonlySet<string> = new Set([
  'PersistentVolumeClaim',
  'ServiceAccount',
]);

/** Compares the cluster with what is wanted; gives a sentence for each difference. */
export async function findDifferences(
  world: World,
  population: Population,
): Promise<string[]> {
  const differences: string[] = [];
  const expected = new Set<string>();
  await inParallel(population.refs, WORKERS, async ref => {
    const { children, problems } = await lookAt(world, population, ref);
    children.forEach(child => expected.add(nameOf(child.kind, child)));
    differences.push(...problems);
  });
  return [...differences, ...(await findLeftovers(world, expected))];
}

async function lookAt(
  world: World,
  population: Population,
  ref: RolloutRef,
): Promise<{
  readonly children: readonly ChildObject[];
  readonly problems: readonly string[];
}> {
  const isWanted = population.wanted.has(keyOf(ref));
  const rollout = await world.admin.find(resources.rollouts, ref);
  if (!rollout || !isWanted) {
    const what = isWanted ? 'is missing' : 'is still there';
    const problems =
      Boolean(rollout) === isWanted ? [] : [`rollout ${keyOf(ref)} ${what}`];
    return { children: [], problems };
  }
  const children = buildChildren(rollout);
  const problems: string[] = [...statusProblems(rollout)];
  for (const child of children) {
    problems.push(...(await childProblems(world, child)));
  }
  return { children, problems };
}

function statusProblems({ metadata, status }: Rollout): readonly string[] {
  const isObserved = status?.observedGeneration === metadata.generation;
  const isSettled = status?.state === 'Healthy' || status?.state === 'Paused';
  return isObserved && isSettled
    ? []
    : [
        `rollout ${metadata.namespace}/${metadata.name} is ${status?.state} at generation ${status?.observedGeneration} of ${metadata.generation}`,
      ];
}

/**
 * The server judges: applying it again, on trial, must change nothing. Only the
 * note of how many instances a pause has stopped depends on what was there.
 */
async function childProblems(
  world: World,
  child: ChildObject,
): Promise<readonly string[]> {
  const resource = CHILD_RESOURCES[child.kind];
  const name = nameOf(child.kind, child);
  const live = await world.admin.find(resource, child.metadata);
  if (!live) {
    return [`${name} is missing`];
  }
  const applied = await world.asOperator.apply(resource, child, {
    fieldManager: 'one-click-operator',
    force: true,
    dryRun: true,
  });
  const paths = differingPaths(content(applied), content(live)).filter(
    path => !path.includes(PAUSED_REPLICAS_ANNOTATION),
  );
  return paths.length === 0
    ? []
    : [`${name} should be otherwise (wanted, is): ${paths.join('; ')}`];
}

function content(object: KubeObject): object {
  const { managedFields, resourceVersion, generation, ...metadata } =
    (object.metadata ?? {}) as Record<string, unknown>;
  return { ...object, metadata };
}

async function findLeftovers(
  world: World,
  expected: ReadonlySet<string>,
): Promise<string[]> {
  const leftovers: string[] = [];
  for (const [kind, resource] of Object.entries(CHILD_RESOURCES)) {
    const { items } = await world.admin.list<KubeObject>(resource, {
      labelSelector: ROLLOUT_LABEL,
    });
    const names = items.map(item => nameOf(kind, item));
    const extra = names.filter(name => !expected.has(name));
    leftovers.push(...(KEPT.has(kind) ? [] : extra));
  }
  return leftovers.map(name => `${name} should be gone`);
}

function nameOf(kind: string, { metadata }: KubeObject): string {
  return `${kind} ${metadata?.namespace}/${metadata?.name}`;
}
