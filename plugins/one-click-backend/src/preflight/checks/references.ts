import { tlsSecretName } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Check, NewFinding } from '../Check';
import type { ReferredKind } from '../PreflightCluster';
import type { Trial } from '../Trial';

interface Reference {
  readonly kind: ReferredKind;
  readonly name: string;
  readonly field: string;
  /** Something else may make it later. */
  readonly isAwaited?: boolean;
}

/** Whether the Secrets, ConfigMaps and claims that the spec names exist. */
export const referencesCheck: Check = {
  id: 'references',
  async run(trial, signal) {
    const references = referencesOf(trial.draft);
    if (references.length === 0) {
      return { findings: [] };
    }
    await trial.requireNamespace();
    const { namespace } = trial.ref;
    const findings = await Promise.all(
      references.map(async reference => {
        const { kind, name } = reference;
        const ref = { namespace, name };
        const exists = await trial.cluster.exists(kind, ref, { signal });
        return exists ? [] : [toMissing(reference)];
      }),
    );
    return { findings: findings.flat() };
  },
};

function toMissing({ kind, name, field, isAwaited }: Reference): NewFinding {
  return {
    code: `absent-${kind}-${name}`,
    field,
    severity: isAwaited ? 'info' : 'warning',
    message: `${kind} '${name}' does not exist in this project${
      isAwaited ? ' yet' : ''
    }`,
    remedy: isAwaited
      ? 'Wait for what issues certificates here, or make it'
      : 'Make it, or choose another: instances wait for it',
  };
}

function referencesOf({ name, spec }: Trial['draft']): Reference[] {
  const all = [
    ...environmentOf(spec),
    ...filesOf(spec),
    ...certificatesOf(name, spec),
    ...claimsOf(spec),
  ];
  return all.filter(
    (each, index) =>
      all.findIndex(
        other => other.kind === each.kind && other.name === each.name,
      ) === index,
  );
}

function environmentOf(spec: RolloutSpecInput): Reference[] {
  const sources = (spec.secretsFrom ?? []).flatMap(({ name, optional }, at) =>
    optional
      ? []
      : [{ kind: 'Secret' as const, name, field: `spec.secretsFrom[${at}]` }],
  );
  const keys = (spec.env ?? []).flatMap(({ valueFrom }, at) => {
    const field = `spec.env[${at}].valueFrom`;
    return [
      ...one('Secret', valueFrom?.secretKeyRef, field),
      ...one('ConfigMap', valueFrom?.configMapKeyRef, field),
    ];
  });
  const pull = one(
    'Secret',
    spec.image.pullSecretRef,
    'spec.image.pullSecretRef',
  );
  return [...sources, ...keys, ...pull];
}

function filesOf({ files = [] }: RolloutSpecInput): Reference[] {
  return files.flatMap(({ secretRef, configMapRef }, at) => [
    ...one('Secret', secretRef, `spec.files[${at}].secretRef`),
    ...one('ConfigMap', configMapRef, `spec.files[${at}].configMapRef`),
  ]);
}

function certificatesOf(
  rollout: string,
  { interfaces = [] }: RolloutSpecInput,
): Reference[] {
  return interfaces.flatMap(({ name, ingress }, at) =>
    (ingress?.rules ?? []).flatMap(({ tls, tlsSecretName: own }, index) =>
      tls
        ? [
            {
              kind: 'Secret' as const,
              name: own || tlsSecretName(rollout, name),
              field: `spec.interfaces[${at}].ingress.rules[${index}].tlsSecretName`,
              isAwaited: true,
            },
          ]
        : [],
    ),
  );
}

function claimsOf({ volumes = [] }: RolloutSpecInput): Reference[] {
  return volumes.flatMap(({ existingClaim }, at) =>
    existingClaim
      ? [
          {
            kind: 'PersistentVolumeClaim' as const,
            name: existingClaim,
            field: `spec.volumes[${at}].existingClaim`,
          },
        ]
      : [],
  );
}

function one(
  kind: ReferredKind,
  ref: { readonly name: string; readonly optional?: boolean } | undefined,
  field: string,
): Reference[] {
  return ref && !ref.optional ? [{ kind, name: ref.name, field }] : [];
}
