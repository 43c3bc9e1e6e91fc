import {
  API_VERSION,
  BACKEND_MANAGER,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type {
  ManagedFieldsEntry,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';

type FieldSet = Readonly<Record<string, unknown>>;

const SPEC = 'f:spec';

/**
 * The managedFields after all that others own of the spec became ours, so that
 * `wanted` can be applied.
 *
 * A server-side apply removes only what its own manager owned alone: a field
 * that kubectl set would outlive its removal in the portal. Secrets in plain
 * text stay with whoever wrote them: we never send them, so owning them would
 * remove them.
 */
export function takeOverSpec(
  entries: readonly ManagedFieldsEntry[],
  wanted: RolloutSpecInput,
): readonly ManagedFieldsEntry[] {
  const secrets = secretFields(wanted);
  const spec = entries
    .filter(entry => entry.subresource !== 'status')
    .map(({ fieldsV1 }) => asFieldSet(fieldsV1?.[SPEC]))
    .reduce(mergeFieldSets, {});
  const others = entries
    .filter(entry => !isOurs(entry))
    .flatMap(entry => withSpecOnly(entry, secrets));
  const ours = entries.find(isOurs) ?? {
    manager: BACKEND_MANAGER,
    operation: 'Apply' as const,
    apiVersion: API_VERSION,
    fieldsType: 'FieldsV1',
  };
  const fieldsV1 = { ...ours.fieldsV1, [SPEC]: subtract(spec, secrets) };
  return [...others, { ...ours, fieldsV1 }];
}

function isOurs(entry: ManagedFieldsEntry): boolean {
  return (
    entry.manager === BACKEND_MANAGER &&
    entry.operation === 'Apply' &&
    !entry.subresource
  );
}

function withSpecOnly(
  entry: ManagedFieldsEntry,
  kept: FieldSet,
): readonly ManagedFieldsEntry[] {
  if (entry.subresource === 'status') {
    return [entry];
  }
  const { [SPEC]: spec, ...rest } = entry.fieldsV1 ?? {};
  const left = intersect(asFieldSet(spec), kept);
  const fieldsV1 = { ...rest, ...(!isEmpty(left) && { [SPEC]: left }) };
  return isEmpty(fieldsV1) ? [] : [{ ...entry, fieldsV1 }];
}

type SecretsOwner = Pick<RolloutSpecInput, 'secrets'> & {
  readonly image?: { readonly username?: string | undefined } | undefined;
};

/** Where a spec may hold secrets in plain text; a password goes with its user. */
function secretFields(spec: RolloutSpecInput): FieldSet {
  const jobs = (spec.cronjobs ?? []).map((job): [string, FieldSet] => [
    itemKey(job.name),
    secretFieldsOf(job),
  ]);
  return {
    ...secretFieldsOf(spec),
    'f:cronjobs': Object.fromEntries(jobs),
  };
}

function secretFieldsOf({ image, secrets = [] }: SecretsOwner): FieldSet {
  return {
    'f:image': image?.username ? { 'f:password': {} } : {},
    'f:secrets': Object.fromEntries(
      secrets.map(({ name }) => [itemKey(name), { 'f:value': {} }]),
    ),
  };
}

function itemKey(name: string): string {
  return `k:${JSON.stringify({ name })}`;
}

/** The leaves of `wanted` that are in `fields`. */
function intersect(fields: FieldSet, wanted: FieldSet): FieldSet {
  const common: [string, FieldSet][] = [];
  for (const [field, below] of Object.entries(wanted)) {
    const inner = asFieldSet(below);
    const found = intersect(asFieldSet(fields[field]), inner);
    const isLeaf = isEmpty(inner) && isSecretLeaf(field);
    if ((field in fields && isLeaf) || !isEmpty(found)) {
      common.push([field, found]);
    }
  }
  return Object.fromEntries(common);
}

function subtract(fields: FieldSet, unwanted: FieldSet): FieldSet {
  const rest: [string, unknown][] = [];
  for (const [field, below] of Object.entries(fields)) {
    if (!(field in unwanted && isSecretLeaf(field))) {
      const inner = subtract(asFieldSet(below), asFieldSet(unwanted[field]));
      rest.push([field, inner]);
    }
  }
  return Object.fromEntries(rest);
}

function isSecretLeaf(field: string): boolean {
  return field === 'f:password' || field === 'f:value';
}

function isEmpty(fields: FieldSet): boolean {
  return Object.keys(fields).length === 0;
}

function mergeFieldSets(left: FieldSet, right: FieldSet): FieldSet {
  const merged: Record<string, unknown> = { ...left };
  for (const [field, below] of Object.entries(right)) {
    merged[field] = mergeFieldSets(
      asFieldSet(merged[field]),
      asFieldSet(below),
    );
  }
  return merged;
}

function asFieldSet(value: unknown): FieldSet {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
