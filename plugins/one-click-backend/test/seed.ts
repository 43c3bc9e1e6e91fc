import type { Stores } from '../src/storage/StateKeeper';
import { aProject, aRevision, aRollout } from './records';

/** Makes a project with rollouts of the given names, each with one revision. */
export async function seedRollouts(stores: Stores, ...names: string[]) {
  const project = aProject();
  await stores.projects.insert(project);
  const rollouts = names.map(name => aRollout({ name, projectId: project.id }));
  for (const rollout of rollouts) {
    await stores.rollouts.insert(rollout);
    await stores.revisions.append(aRevision({ rolloutId: rollout.id }));
  }
  return { project, rollouts, rollout: rollouts[0]! };
}
