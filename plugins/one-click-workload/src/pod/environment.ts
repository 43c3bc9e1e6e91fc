import type {
  V1EnvFromSource,
  V1EnvVar,
  V1EnvVarSource,
  V1ResourceFieldSelector,
  V1SecretEnvSource,
} from '@kubernetes/client-node';
import type {
  EnvVar,
  ResourceFieldRef,
  SecretSource,
  SecretVar,
  ValueSource,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { compact } from '../compact';
import { storedQuantity } from '../storedQuantity';

// Kubernetes treats a reference as one value and fills in what is missing, so
// nothing may be: what it stored would otherwise differ from what was sent.
const FIELD_VERSION = 'v1';

function toResourceFieldRef(source: ResourceFieldRef): V1ResourceFieldSelector {
  const { resource, divisor = 0 } = source;
  return { resource, divisor: storedQuantity(divisor) };
}

function toValueFrom(source: ValueSource): V1EnvVarSource {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = source;
  return compact<V1EnvVarSource>({
    secretKeyRef,
    configMapKeyRef,
    fieldRef: fieldRef && { apiVersion: FIELD_VERSION, ...fieldRef },
    resourceFieldRef: resourceFieldRef && toResourceFieldRef(resourceFieldRef),
  });
}

/** The variables of a container, in the order given: a later one may refer to an earlier one. */
export function toEnv(env: readonly EnvVar[] = []): V1EnvVar[] {
  return env.map(({ name, value, valueFrom }) =>
    compact<V1EnvVar>({
      name,
      value,
      valueFrom: valueFrom && toValueFrom(valueFrom),
    }),
  );
}

/** Where a container's secret variables come from. */
export interface SecretVariables {
  /** Name of the Secret made from `secrets`. */
  readonly ownSecret?: string;
  readonly secrets?: readonly SecretVar[] | undefined;
  readonly secretsFrom?: readonly SecretSource[] | undefined;
}

/** The Secrets whose keys become variables. A later one wins over an earlier one, and `env` over all. */
export function toEnvFrom(from: SecretVariables): V1EnvFromSource[] {
  const { ownSecret, secrets = [], secretsFrom = [] } = from;
  const own =
    ownSecret !== undefined && secrets.length > 0
      ? [{ secretRef: { name: ownSecret } }]
      : [];
  const named = secretsFrom.map(({ name, prefix, optional }) =>
    compact<V1EnvFromSource>({
      prefix,
      secretRef: compact<V1SecretEnvSource>({ name, optional }),
    }),
  );
  return [...own, ...named];
}
