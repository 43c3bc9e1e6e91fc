import type {
  V1Deployment,
  V1ManagedFieldsEntry,
  V1ObjectMeta,
} from '@kubernetes/client-node';
import {
  ADOPTED_GENERATION_ANNOTATION,
  PROJECT_LABEL,
  selectorLabels,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Rollout } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { JsonPatchOperation } from '@one-click/backstage-plugin-one-click-kube';
import { careOf } from '@one-click/backstage-plugin-one-click-workload';
import type { ChildKind } from '@one-click/backstage-plugin-one-click-workload';
import { holdsTemplate } from './frozenTemplate';
import { isFromSpec } from './isFromSpec';
import { isOriginalEntry, isRollout } from './originals';
import { rewriteFields } from './rewriteFields';

/** An object as it is in the cluster, whole. */
export interface FoundChild {
  readonly kind: ChildKind;
  readonly object: { readonly metadata?: V1ObjectMeta };
}

/** The state in which a take-over finds a rollout. */
export interface Finding {
  readonly rollout: Rollout;
  /** The Go operator wrote the rollout's status last, so that all under its name is its own. */
  readonly wroteLast: boolean;
}

/** One write of a take-over: complete in itself, and refused if the object changed since. */
export interface TakeOverStep {
  readonly kind: ChildKind;
  readonly name: string;
  readonly namespace: string;
  readonly patch: readonly JsonPatchOperation[];
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Adds to a map of texts, which may not be there yet. */
function addTexts(
  path: string,
  present: Readonly<Record<string, string>> | undefined,
  texts: Readonly<Record<string, string>>,
): JsonPatchOperation[] {
  if (!present) {
    const isNothing = Object.keys(texts).length === 0;
    return isNothing ? [] : [{ op: 'add', path, value: texts }];
  }
  return Object.entries(texts)
    .filter(([key, value]) => present[key] !== value)
    .map(([key, value]) => ({
      op: 'add',
      path: `${path}/${escapeKey(key)}`,
      value,
    }));
}

/** Takes a rollout's hold off what is to outlive it. */
function letGo({ ownerReferences = [] }: V1ObjectMeta): JsonPatchOperation[] {
  const path = '/metadata/ownerReferences';
  const others = ownerReferences.filter(each => !isRollout(each));
  if (others.length === ownerReferences.length) {
    return [];
  }
  return others.length === 0
    ? [{ op: 'remove', path }]
    : [{ op: 'replace', path, value: others }];
}

function labelsFor(kind: ChildKind, namespace: string, name: string) {
  // Accounts are shared, and so carry nothing of a rollout.
  return careOf(kind) === 'ensured'
    ? { [PROJECT_LABEL]: namespace }
    : selectorLabels({ namespace, name });
}

function noteGeneration(
  { annotations }: V1ObjectMeta,
  generation: string,
): JsonPatchOperation[] {
  const note = { [ADOPTED_GENERATION_ANNOTATION]: generation };
  return addTexts('/metadata/annotations', annotations, note);
}

function dropGeneration({ annotations }: V1ObjectMeta): JsonPatchOperation[] {
  const key = escapeKey(ADOPTED_GENERATION_ANNOTATION);
  return annotations?.[ADOPTED_GENERATION_ANNOTATION] === undefined
    ? []
    : [{ op: 'remove', path: `/metadata/annotations/${key}` }];
}

function toStep(
  found: FoundChild,
  changes: readonly JsonPatchOperation[],
): TakeOverStep | undefined {
  const { kind, object } = found;
  const { name = '', namespace = '', resourceVersion } = object.metadata ?? {};
  const path = '/metadata/resourceVersion';
  const patch: JsonPatchOperation[] = [
    { op: 'test', path, value: resourceVersion },
    ...changes,
  ];
  return changes.length > 0 ? { kind, name, namespace, patch } : undefined;
}

function replaceFields(
  value: readonly V1ManagedFieldsEntry[] | undefined,
): JsonPatchOperation[] {
  return value
    ? [{ op: 'replace', path: '/metadata/managedFields', value }]
    : [];
}

function rewrite(
  { kind, object }: FoundChild,
  finding: Finding,
  freeze: boolean,
): JsonPatchOperation[] {
  const { managedFields = [] } = object.metadata ?? {};
  const uid = finding.rollout.metadata.uid ?? '';
  const { wroteLast } = finding;
  const isOriginal = (entry: V1ManagedFieldsEntry) =>
    isOriginalEntry(entry, { uid, wroteLast });
  return replaceFields(
    rewriteFields(managedFields, { kind, isOriginal, freeze }),
  );
}

/** Whether nobody else controls an object. */
function isOf({ ownerReferences }: V1ObjectMeta, rollout: Rollout): boolean {
  const controller = ownerReferences?.find(each => each.controller);
  return controller === undefined || controller.uid === rollout.metadata.uid;
}

/**
 * The write that frees a service account or claim from its rollout, and takes
 * over what else the Go operator wrote there; none if it is free.
 */
export function planRelease(
  found: FoundChild,
  finding: Finding,
): TakeOverStep | undefined {
  const { metadata = {} } = found.object;
  const { name, namespace } = finding.rollout.metadata;
  const free = letGo(metadata);
  const isDone = free.length === 0 && !finding.wroteLast;
  if (isDone || !isOf(metadata, finding.rollout)) {
    return undefined;
  }
  const labels = labelsFor(found.kind, namespace, name);
  return toStep(found, [
    ...addTexts('/metadata/labels', metadata.labels, labels),
    ...(careOf(found.kind) === 'kept' ? rewrite(found, finding, false) : []),
    ...free,
  ]);
}

/**
 * The write by which anything else that the Go operator made becomes as if we
 * had applied it; none if it already is. A template that is what the spec asks
 * for stays frozen until that changes.
 */
export function planAdoption(
  found: FoundChild,
  finding: Finding,
): TakeOverStep | undefined {
  const { kind, object } = found;
  const { metadata = {} } = object;
  const { name, namespace, generation } = finding.rollout.metadata;
  const template =
    kind === 'Deployment' ? (object as V1Deployment).spec?.template : undefined;
  const freezes =
    template !== undefined && isFromSpec(template, finding.rollout);
  const fields = rewrite(found, finding, freezes);
  if (fields.length === 0 || !isOf(metadata, finding.rollout)) {
    return undefined;
  }
  const labels = labelsFor(kind, namespace, name);
  return toStep(found, [
    ...addTexts('/metadata/labels', metadata.labels, labels),
    ...(freezes
      ? noteGeneration(metadata, String(generation))
      : dropGeneration(metadata)),
    ...fields,
  ]);
}

/** The write that ends the freeze: from then on the template is ours to change, and what it no longer asks for goes. */
export function planThaw(
  deployment: FoundChild['object'],
): TakeOverStep | undefined {
  const { metadata = {} } = deployment;
  const noteless = dropGeneration(metadata);
  if (noteless.length === 0) {
    return undefined;
  }
  const fields = rewriteFields(metadata.managedFields ?? [], {
    kind: 'Deployment',
    isOriginal: holdsTemplate,
    freeze: false,
  });
  return toStep({ kind: 'Deployment', object: deployment }, [
    ...noteless,
    ...replaceFields(fields),
  ]);
}
