import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { FieldKey } from './fieldKey';

/** The path of a field as people read it: `interfaces.0.port` becomes `interfaces[http].port`. */
export function keyToPath(key: FieldKey, spec: RolloutSpecInput): string {
  let value: unknown = spec;
  let path = '';
  for (const step of key.split('.')) {
    const isPlace = Array.isArray(value);
    value = childOf(value, step);
    if (isPlace) {
      path += `[${nameOf(value) ?? step}]`;
    } else {
      path += path ? `.${step}` : step;
    }
  }
  return path.replace(/^(env\[[^\]]*\])\.(name|value)$/, '$1');
}

function childOf(value: unknown, step: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === step)?.[1]
    : undefined;
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string'
    ? value.name
    : undefined;
}
