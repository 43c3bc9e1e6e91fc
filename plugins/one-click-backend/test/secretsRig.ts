import type { SecretsEdit } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { createRunningRig } from './rig';

/** The name of a Secret that a save made for the rollout `web`. */
export const OURS = /^web-secrets-[0-9a-f]{16}$/;

/** A running rig, and what tests of secrets ask of it. */
export async function createSecretsRig(spec?: RolloutSpecInput) {
  const rig = await createRunningRig(spec);
  const { access } = rig;
  const put = (
    edited: RolloutSpecInput,
    secrets: SecretsEdit | undefined,
    baseRevision: number,
  ) =>
    rig.saves.save({
      ...{ access, rollout: 'web', spec: edited, secrets, baseRevision },
    });
  /** The values that a spec's own Secret has in the cluster. */
  const valuesOf = async ({ secretsFrom = [] }: RolloutSpecInput) => {
    const name = secretsFrom.find(each => OURS.test(each.name))?.name ?? '';
    const values = await rig.vault.read({ project: rig.project, name });
    return values && Object.fromEntries(values);
  };
  const setOf = async (revision?: number) =>
    (await rig.secrets.get({ access, rollout: 'web', revision })).sets[0];
  return { ...rig, put, valuesOf, setOf };
}

/** An edit that sets values. */
export function setting(values: Record<string, string>): SecretsEdit {
  const set = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { set };
}
