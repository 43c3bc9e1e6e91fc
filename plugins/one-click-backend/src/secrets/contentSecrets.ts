import { isContentSecretName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  Image,
  Job,
  RolloutSpecInput,
  SecretSource,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { SecretKey, SecretKind, SecretRecord } from './SecretStore';

/** Where a spec may refer to a Secret with values of its own: a rollout, or one of its jobs. */
export interface SecretsOwner {
  readonly image?: Image | undefined;
  readonly secretsFrom?: readonly SecretSource[] | undefined;
  readonly secrets?: Job['secrets'] | undefined;
}

/** The rollout itself first, under no name, then its jobs. */
export function ownersIn(
  spec: RolloutSpecInput,
): readonly (readonly [job: string | undefined, owner: SecretsOwner])[] {
  const jobs = spec.cronjobs ?? [];
  return [
    [undefined, spec],
    ...jobs.map((job): [string, SecretsOwner] => [job.name, job]),
  ];
}

/** The rollout itself, or the job of that name. */
export function findOwner(
  spec: RolloutSpecInput,
  job: string | undefined,
): SecretsOwner | undefined {
  return ownersIn(spec).find(([name]) => name === job)?.[1];
}

/** All names in a spec that are, by their form, of Secrets that we wrote for the rollout, wherever they stand. */
export function contentNamesIn(rollout: string, spec: unknown): string[] {
  if (typeof spec === 'string') {
    return isContentSecretName(rollout, spec) ? [spec] : [];
  }
  const names =
    typeof spec === 'object' && spec !== null
      ? Object.values(spec).flatMap(each => contentNamesIn(rollout, each))
      : [];
  return [...new Set(names)];
}

/** The one of ours among the Secrets that an owner refers to. */
export function findCurrent(
  owner: SecretsOwner,
  kind: SecretKind,
  records: readonly SecretRecord[],
): SecretRecord | undefined {
  const names =
    kind === 'values'
      ? (owner.secretsFrom ?? []).map(({ name }) => name)
      : [owner.image?.pullSecretRef?.name];
  return records.find(
    record => record.kind === kind && names.includes(record.name),
  );
}

/** In a spec, one of our Secrets in place of another. */
export interface SecretSwap {
  readonly job: string | undefined;
  readonly kind: SecretKind;
  /** Absent where there was none. */
  readonly from: string | undefined;
  /** Absent where none is left. */
  readonly to: string | undefined;
  /** What the new one holds: the like of it, readable in the spec, goes. */
  readonly keys?: readonly Pick<SecretKey, 'name'>[] | undefined;
}

/** The spec with one of our Secrets in place of another. */
export function swapSecret(
  spec: RolloutSpecInput,
  swap: SecretSwap,
): RolloutSpecInput {
  return swap.job === undefined
    ? swapIn(spec, swap)
    : {
        ...spec,
        ...(spec.cronjobs && {
          cronjobs: spec.cronjobs.map(job =>
            job.name === swap.job ? swapIn(job, swap) : job,
          ),
        }),
      };
}

function swapIn<O extends SecretsOwner>(owner: O, swap: SecretSwap): O {
  return swap.kind === 'values'
    ? swapSource(owner, swap)
    : swapSignIn(owner, swap);
}

function swapSource<O extends SecretsOwner>(
  owner: O,
  { from, to, keys = [] }: SecretSwap,
): O {
  const { secretsFrom: sources = [] } = owner;
  const swapped =
    from === undefined
      ? [...sources, ...(to === undefined ? [] : [{ name: to }])]
      : sources.flatMap(source => {
          if (source.name !== from) {
            return [source];
          }
          return to === undefined ? [] : [{ ...source, name: to }];
        });
  const { secrets } = owner;
  const names = new Set(keys.map(({ name }) => name));
  return {
    ...owner,
    secretsFrom: swapped,
    ...(secrets && { secrets: secrets.filter(({ name }) => !names.has(name)) }),
  };
}

function swapSignIn<O extends SecretsOwner>(owner: O, { to }: SecretSwap): O {
  if (!owner.image) {
    return owner;
  }
  const { pullSecretRef: _, username: _user, ...image } = owner.image;
  return {
    ...owner,
    image: {
      ...image,
      ...(to !== undefined && { pullSecretRef: { name: to } }),
    },
  };
}
