import type { V1PersistentVolumeClaim } from '@kubernetes/client-node';
import {
  claimName,
  compareQuantities,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { VolumeInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../../errors';
import type { StorageClasses } from '../../saving/claims';
import { requireFittingClaims } from '../../saving/claims';
import type { Stores } from '../../storage/StateKeeper';
import { joinOutcomes } from '../Check';
import type { Check, CheckOutcome, NewFinding } from '../Check';
import type { Trial } from '../Trial';
import { tryChildren } from './tryChildren';

export interface VolumesCheckOptions {
  readonly stores: Stores;
  /** Of a cluster; `undefined` while they are not known. */
  readonly storageClasses: (cluster: string) => StorageClasses | undefined;
}

/** Whether claims can become what the spec asks for: they grow where their class lets them, and never shrink. */
export function createVolumesCheck(options: VolumesCheckOptions): Check {
  return {
    id: 'volumes',
    async run(trial, signal) {
      const known = await judgeKnown(trial, options);
      if (known.length > 0 || !hasClaims(trial)) {
        return { findings: known };
      }
      await trial.requireNamespace();
      const present = await judgePresent(trial, signal);
      const isRefused = present.some(({ severity }) => severity === 'error');
      if (isRefused) {
        return { findings: present };
      }
      const tried = await tryClaims(trial, signal);
      return joinOutcomes([{ findings: present }, tried]);
    },
  };
}

function hasClaims({ draft }: Trial): boolean {
  return (draft.spec.volumes ?? []).some(({ size }) => size !== undefined);
}

/** What the last revisions tell, so that it is known while the cluster is away. */
async function judgeKnown(
  { draft }: Trial,
  { stores, storageClasses }: VolumesCheckOptions,
): Promise<readonly NewFinding[]> {
  const { existing, spec, access } = draft;
  if (!existing) {
    return [];
  }
  const classes = storageClasses(access.project.cluster);
  try {
    await requireFittingClaims(stores, existing.rollout, { spec, classes });
    return [];
  } catch (error) {
    if (!(error instanceof UnacceptableError)) {
      throw error;
    }
    return error.fields.map(({ path, message }) => ({
      code: 'misfit',
      field: path,
      severity: 'error',
      message: `'${path}' ${message}`,
    }));
  }
}

/** What is in the cluster, be it left over from a rollout of the same name. */
async function judgePresent(
  trial: Trial,
  signal: AbortSignal,
): Promise<readonly NewFinding[]> {
  const { ref, cluster, draft } = trial;
  const findings = await Promise.all(
    (draft.spec.volumes ?? []).map(async (volume, index) => {
      const name = claimName(ref.name, volume.name);
      const claim =
        volume.size === undefined
          ? undefined
          : await cluster.findClaim({ ...ref, name }, { signal });
      return claim ? judgeClaim(claim, volume, `spec.volumes[${index}]`) : [];
    }),
  );
  return findings.flat();
}

function judgeClaim(
  { metadata, spec }: V1PersistentVolumeClaim,
  volume: VolumeInput,
  field: string,
): NewFinding[] {
  const name = `The claim '${metadata?.name}'`;
  const size = spec?.resources?.requests?.storage ?? '0';
  const isSmaller =
    volume.size !== undefined && compareQuantities(volume.size, size) < 0;
  const shrink: NewFinding[] = isSmaller
    ? [
        {
          code: 'shrink',
          field: `${field}.size`,
          severity: 'error',
          message: `A volume cannot shrink. ${name} is ${size} now`,
          remedy: `Ask for ${size} or more, or make a new volume and copy the data`,
        },
      ]
    : [];
  const wanted = volume.storageClass || undefined;
  const isOther =
    wanted !== undefined &&
    spec?.storageClassName !== undefined &&
    wanted !== spec.storageClassName;
  const other: NewFinding[] = isOther
    ? [
        {
          code: 'class-stays',
          field: `${field}.storageClass`,
          severity: 'error',
          message: `${name} has the storage class '${spec.storageClassName}', which stays`,
          remedy: 'Keep the class, or make a new volume and copy the data',
        },
      ]
    : [];
  return [...shrink, ...other];
}

async function tryClaims(
  trial: Trial,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const children = await trial.children();
  const claims = children.filter(
    ({ kind }) => kind === 'PersistentVolumeClaim',
  );
  return tryChildren(trial, claims, signal);
}
